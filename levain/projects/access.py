from levain.foundation.access import asks, declare
from levain.projects import rules
from levain.projects.models import Action, LogbookEntry, Project

NOTE = {"slug": "project.slug", "pk": "pk"}

declare(
    {
        "projects:logbook": asks(rules.can_open_space, of=Project, slug="slug"),
        "projects:write": asks(rules.can_write_logbook, of=Project, slug="slug"),
        "projects:entry": asks(rules.can_read_entry, of=LogbookEntry, **NOTE),
        "projects:edit_entry": asks(rules.can_edit_entry, of=LogbookEntry, **NOTE),
        "projects:actions": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:add_action": asks(rules.can_add_action, of=Project, slug="slug"),
        "projects:finish_action": asks(rules.can_finish_action, of=Action, post_only=True, **NOTE),
        "projects:team": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:invite": asks(rules.can_invite, of=Project, slug="slug"),
    }
)
