from levain.foundation.access import SIGNED_IN, declare

declare({"programmes:engagements": SIGNED_IN})
