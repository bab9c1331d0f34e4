"""What each choice does, by the name of its action."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.conversation import channels, languages
from bot.conversation.answering import questions, showing
from bot.conversation.reporting import absence, confirming, evidence, extending, justifying, pressing, recording
from bot.conversation.reviewing import amending, editing, review
from bot.conversation.steering import assigning, granting, merging, ordering, results, reworking
from bot.conversation.turn import Turn

Handler = Callable[[Turn, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Act:
    """A handler and how often it may be chosen.

    `repeatable` ones only show or ask, so they are never used up; the others act once. `exclusive` ones answer a
    question, so that one of them ends the others of their message.
    """

    handle: Handler
    repeatable: bool = False
    exclusive: bool = False


async def _undo(turn: Turn, args: Mapping[str, Any]) -> None:
    await recording.take_back(turn, [int(report_id) for report_id in args["reports"]])


async def _fine(turn: Turn, _args: Mapping[str, Any]) -> None:
    await turn.answer(turn.texts.say("replies.fine"))


ACTIONS: Mapping[str, Act] = MappingProxyType(
    {
        "acknowledge": Act(pressing.acknowledge),
        "acknowledge_all": Act(pressing.acknowledge),
        "done": Act(pressing.report_done),
        "block": Act(pressing.report_difficulty, repeatable=True),
        "ask_extension": Act(extending.press_extension, repeatable=True),
        "send_extension": Act(extending.press_send, exclusive=True),
        "record": Act(confirming.record_confirmed, exclusive=True),
        "drop": Act(confirming.drop, exclusive=True),
        "snooze": Act(absence.press_snooze, repeatable=True),
        "undo": Act(_undo),
        "fine": Act(_fine, repeatable=True),
        "attach_evidence": Act(evidence.press_attach, exclusive=True),
        "drop_evidence": Act(evidence.press_drop, exclusive=True),
        "show_evidence": Act(evidence.show, repeatable=True),
        "confirm_result": Act(results.press_confirm, exclusive=True),
        "undo_confirm": Act(results.press_undo),
        "return_result": Act(results.press_return, repeatable=True),
        "send_return": Act(results.press_send_return, exclusive=True),
        "order": Act(ordering.press_order, repeatable=True),
        "raise": Act(ordering.press_order),
        "send_order": Act(ordering.press_send, exclusive=True),
        "explain": Act(justifying.press_explain, repeatable=True),
        "send_explanation": Act(justifying.press_send_explanation, exclusive=True),
        "send_assignment": Act(assigning.press_send, exclusive=True),
        "send_merger": Act(merging.press_merge, exclusive=True),
        "send_name": Act(merging.press_rename, exclusive=True),
        "reassign": Act(reworking.press_reassign, repeatable=True),
        "send_change": Act(reworking.press_send, exclusive=True),
        "grant_extension": Act(granting.press_grant, exclusive=True),
        "refuse_extension": Act(granting.press_refuse, repeatable=True),
        "send_refusal": Act(granting.press_send_refusal, exclusive=True),
        "show_reason": Act(granting.show_reason, repeatable=True),
        "show_words": Act(showing.show_words, repeatable=True),
        "show_said": Act(showing.show_said, repeatable=True),
        "confirm_directive": Act(review.press_confirm, exclusive=True),
        "drop_review": Act(review.press_later, repeatable=True),
        "more_drafts": Act(review.show_drafts, repeatable=True),
        "show_draft": Act(editing.press_show, repeatable=True),
        "keep_draft": Act(editing.press_keep),
        "leave_out_draft": Act(editing.press_leave_out),
        "bring_back_draft": Act(editing.press_bring_back),
        "edit_draft": Act(editing.press_edit, repeatable=True),
        "split_draft": Act(editing.press_split),
        "add_task": Act(amending.press_add, exclusive=True),
        "fill_in": Act(amending.press_fill_in, exclusive=True),
        "supersede": Act(amending.press_supersede),
        "show_tasks": Act(questions.show_tasks, repeatable=True),
        "choose_channel": Act(channels.press_choose, repeatable=True),
        "choose_language": Act(languages.press_language, repeatable=True),
        "more_channels": Act(channels.press_more, repeatable=True),
        "more": Act(questions.show_more, repeatable=True),
    }
)
