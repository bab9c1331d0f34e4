"""Evidence: what a file proves, said by who may say so."""

from collections.abc import Iterable

from data.db.unit import UnitOfWork
from data.domain.evidence import Evidence
from data.domain.permissions import Action, may
from data.domain.task import Assignment
from data.office.acting import Actor, Refusal, Refused


async def attach_evidence(uow: UnitOfWork, actor: Actor, evidence: Evidence, assignment: Assignment) -> bool:
    """Keep a file with an assignment; False when the same file is there already, and then it is kept once.

    Raises `Refused`.
    """
    if evidence.person_id != actor.person.id or not may(actor.person, Action.SEND_EVIDENCE, assignment):
        raise Refused(Refusal.NOT_YOURS)
    if any(one.sha256 == evidence.sha256 for one in await uow.evidence.of(assignment.id)):
        await uow.evidence.remove(evidence.id)
        return False
    await uow.evidence.attach(evidence.id, assignment.id)
    uow.audit.note(
        at=actor.at,
        action="evidence",
        subject=f"assignment:{assignment.id}",
        person_id=actor.person.id,
        channel=actor.channel,
        after={"evidence": evidence.id, "sha256": evidence.sha256},
    )
    return True


async def keep_documents(uow: UnitOfWork, actor: Actor, claim: Assignment, references: Iterable[str]) -> None:
    """Keep the documents that a claim names in its own words. Raises `Refused`."""
    for reference in references:
        kept = await uow.evidence.add_document(actor.person.id, reference, actor.channel, actor.at)
        await attach_evidence(uow, actor, kept, claim)
