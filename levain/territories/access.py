from levain.foundation.access import PUBLIC, declare

declare({"territories:communes": PUBLIC})
