"""The files of a report: kept, let go, and those that can tell who sent them."""

from dataclasses import replace

from conversations.answer import Media
from conversations.report_draft import MOST_EVIDENCE, ReportDraft
from locales import Refused


def attach(draft: ReportDraft, media: Media) -> ReportDraft:
    """Keep a file as evidence. Raises `Refused` when there are ten; the same file twice is kept once."""
    if any(kept.unique_id == media.attachment.unique_id for kept in draft.evidence):
        return draft
    if len(draft.evidence) >= MOST_EVIDENCE:
        raise Refused("report.evidence_full", most=MOST_EVIDENCE)
    return replace(draft, evidence=(*draft.evidence, media.attachment))


# Kinds of files that can tell who sent them: by a voice, a face, a name in a document.
TELLING = frozenset({"voice", "video", "video_note", "audio", "document"})


def gives_away(draft: ReportDraft) -> bool:
    """Whether a file can tell who sent a confidential report. In danger that is no matter; a child's are not kept."""
    hidden = draft.confidential and not draft.emergency and not draft.minor
    return hidden and any(file.kind in TELLING for file in draft.evidence)


def without_evidence(draft: ReportDraft) -> ReportDraft:
    """The draft without its files; a story that was told by voice stays."""
    voice = next((file for file in draft.evidence if file.kind == "voice"), None)
    return replace(draft, evidence=(voice,) if voice and draft.what is None else (), album=None)
