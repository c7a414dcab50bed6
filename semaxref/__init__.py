"""A typed, offline, citable reference on Semax and the compounds it is compared with.

    import semaxref as sx

    semax = sx.get("semax")
    print(sx.compare("semax", "noopept", "piracetam"))
    print(sx.legal_status("semax", "US", on="2026-11-23"))

Every fact carries its evidence and every evidence line its sources; grades are computed
from them. The functions here are the methods of the packaged `Catalogue`.
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing costs as much as Python

__version__ = "0.2.0"

if TYPE_CHECKING:
    from semaxref import exports, plots, screening
    from semaxref.answers.changes import (
        EventDay,
        LegalChange,
    )
    from semaxref.answers.comparison import (
        Cell,
        Comparison,
        Row,
        RowKind,
    )
    from semaxref.answers.difference import (
        Difference,
        FieldChange,
        RecordChange,
        RecordName,
    )
    from semaxref.answers.layers import (
        Conflict,
        ConflictKind,
        Layer,
    )
    from semaxref.answers.legal import (
        LegalAnswer,
        LegalStatus,
        NotKnown,
    )
    from semaxref.answers.stale import (
        LastKnown,
    )
    from semaxref.answers.standing import (
        StandingAnswer,
    )
    from semaxref.catalogue import (
        Catalogue,
        CaveatWarning,
        cite,
        claims,
        compare,
        compounds,
        condition,
        conditions,
        findings,
        get,
        indications,
        installed_data,
        jurisdiction,
        legal_changes,
        legal_status,
        load,
        mechanisms,
        packaged,
        record,
        resolve,
        sources,
        stale,
        standing,
    )
    from semaxref.document import (
        Document,
    )
    from semaxref.errors import (
        AmbiguousName,
        BadRow,
        CompoundNotFound,
        ConditionNotFound,
        DataFaults,
        DataPackageNotFound,
        Fault,
        FileError,
        FileInUse,
        FolderInUse,
        InvalidDate,
        InvalidQuery,
        JurisdictionNotFound,
        MissingExtra,
        NotABool,
        NotFound,
        RecordNotFound,
        RouteNotFound,
        SemaxrefError,
        TargetNotFound,
        UnknownActivity,
        UnknownValue,
    )
    from semaxref.model.authorisations import (
        Authorisation,
        AuthorisationState,
        LabelledUse,
        Standing,
    )
    from semaxref.model.base import (
        PartialDate,
        Record,
    )
    from semaxref.model.claims import (
        Claim,
        ClaimPart,
        ClaimVerdict,
    )
    from semaxref.model.compounds import (
        Aspect,
        Compound,
        CompoundKind,
        Formulation,
        Identifier,
        IdentifierStatus,
        Name,
        NameKind,
        Principal,
        Relation,
        Structure,
    )
    from semaxref.model.evidence import (
        Agreement,
        Direction,
        Evidence,
        EvidenceLevel,
        Outcome,
        SecondReading,
        Stance,
        StudyDesign,
    )
    from semaxref.model.findings import (
        AdverseEffect,
        Contraindication,
        Finding,
        FindingKind,
        HistoryEvent,
        Interaction,
        KineticValue,
        Quantity,
    )
    from semaxref.model.law import (
        Activity,
        Basis,
        ControlState,
        EventKind,
        Force,
        Hold,
        LegalEvent,
        LegalRule,
        Scope,
        SupplyClass,
        Verdict,
    )
    from semaxref.model.pharmacology import (
        Action,
        Indication,
        Mechanism,
    )
    from semaxref.model.places import (
        Jurisdiction,
        JurisdictionKind,
        Membership,
    )
    from semaxref.model.records import (
        Records,
    )
    from semaxref.model.resolution import (
        MatchKind,
        Resolution,
    )
    from semaxref.model.sources import (
        SeenAs,
        Source,
        SourceKind,
    )
    from semaxref.model.vocabulary import (
        Code,
        CodeMatch,
        Condition,
        ConditionKind,
        Route,
        Target,
        TargetKind,
    )
    from semaxref.screening.flags import (
        Column,
        Flag,
    )
    from semaxref.screening.matcher import (
        Matcher,
    )
    from semaxref.screening.mention import (
        Mention,
    )
    from semaxref.screening.tables.rows import (
        screen,
    )

    data_version: str

# Where each public name lives. Nothing of it is imported before it is asked for: a program
# that only might need the library does not pay for attrs, cattrs and the data.
_HOMES = {
    "answers.changes": "EventDay LegalChange",
    "answers.comparison": "Cell Comparison Row RowKind",
    "answers.difference": "Difference FieldChange RecordChange RecordName",
    "answers.layers": "Conflict ConflictKind Layer",
    "answers.legal": "LegalAnswer LegalStatus NotKnown",
    "answers.stale": "LastKnown",
    "answers.standing": "StandingAnswer",
    "catalogue": (
        "Catalogue CaveatWarning cite claims compare compounds condition conditions findings "
        "get indications installed_data jurisdiction legal_changes legal_status load mechanisms "
        "packaged record resolve sources stale standing"
    ),
    "document": "Document",
    "errors": (
        "AmbiguousName BadRow CompoundNotFound ConditionNotFound DataFaults DataPackageNotFound "
        "Fault FileError FileInUse FolderInUse InvalidDate InvalidQuery JurisdictionNotFound "
        "MissingExtra NotABool NotFound RecordNotFound RouteNotFound SemaxrefError TargetNotFound "
        "UnknownActivity UnknownValue"
    ),
    "model.base": "PartialDate Record",
    "model.claims": "Claim ClaimPart ClaimVerdict",
    "model.compounds": (
        "Aspect Compound CompoundKind Formulation Identifier IdentifierStatus Name NameKind "
        "Principal Relation Structure"
    ),
    "model.evidence": (
        "Agreement Direction Evidence EvidenceLevel Outcome SecondReading Stance StudyDesign"
    ),
    "model.findings": (
        "AdverseEffect Contraindication Finding FindingKind HistoryEvent Interaction "
        "KineticValue Quantity"
    ),
    "model.law": (
        "Activity Basis ControlState EventKind Force Hold LegalEvent LegalRule Scope SupplyClass "
        "Verdict"
    ),
    "model.authorisations": "Authorisation AuthorisationState LabelledUse Standing",
    "model.pharmacology": "Action Indication Mechanism",
    "model.places": "Jurisdiction JurisdictionKind Membership",
    "model.records": "Records",
    "model.resolution": "MatchKind Resolution",
    "model.sources": "SeenAs Source SourceKind",
    "screening.flags": "Column Flag",
    "screening.matcher": "Matcher",
    "screening.mention": "Mention",
    "screening.tables.rows": "screen",
    "model.vocabulary": "Code CodeMatch Condition ConditionKind Route Target TargetKind",
}
_ROOMS = ("exports", "plots", "screening")
"""Parts of the package that can be asked for by their name."""
_LAZY = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Action",
    "Activity",
    "AdverseEffect",
    "Agreement",
    "AmbiguousName",
    "Aspect",
    "Authorisation",
    "AuthorisationState",
    "BadRow",
    "Basis",
    "Catalogue",
    "CaveatWarning",
    "Cell",
    "Claim",
    "ClaimPart",
    "ClaimVerdict",
    "Code",
    "CodeMatch",
    "Column",
    "Comparison",
    "Compound",
    "CompoundKind",
    "CompoundNotFound",
    "Condition",
    "ConditionKind",
    "ConditionNotFound",
    "Conflict",
    "ConflictKind",
    "Contraindication",
    "ControlState",
    "DataFaults",
    "DataPackageNotFound",
    "Difference",
    "Direction",
    "Document",
    "EventDay",
    "EventKind",
    "Evidence",
    "EvidenceLevel",
    "Fault",
    "FieldChange",
    "FileError",
    "FileInUse",
    "Finding",
    "FindingKind",
    "Flag",
    "FolderInUse",
    "Force",
    "Formulation",
    "HistoryEvent",
    "Hold",
    "Identifier",
    "IdentifierStatus",
    "Indication",
    "Interaction",
    "InvalidDate",
    "InvalidQuery",
    "Jurisdiction",
    "JurisdictionKind",
    "JurisdictionNotFound",
    "KineticValue",
    "LabelledUse",
    "LastKnown",
    "Layer",
    "LegalAnswer",
    "LegalChange",
    "LegalEvent",
    "LegalRule",
    "LegalStatus",
    "MatchKind",
    "Matcher",
    "Mechanism",
    "Membership",
    "Mention",
    "MissingExtra",
    "Name",
    "NameKind",
    "NotABool",
    "NotFound",
    "NotKnown",
    "Outcome",
    "PartialDate",
    "Principal",
    "Quantity",
    "Record",
    "RecordChange",
    "RecordName",
    "RecordNotFound",
    "Records",
    "Relation",
    "Resolution",
    "Route",
    "RouteNotFound",
    "Row",
    "RowKind",
    "Scope",
    "SecondReading",
    "SeenAs",
    "SemaxrefError",
    "Source",
    "SourceKind",
    "Stance",
    "Standing",
    "StandingAnswer",
    "Structure",
    "StudyDesign",
    "SupplyClass",
    "Target",
    "TargetKind",
    "TargetNotFound",
    "UnknownActivity",
    "UnknownValue",
    "Verdict",
    "__version__",
    "cite",
    "claims",
    "compare",
    "compounds",
    "condition",
    "conditions",
    "data_version",
    "exports",
    "findings",
    "get",
    "indications",
    "installed_data",
    "jurisdiction",
    "legal_changes",
    "legal_status",
    "load",
    "mechanisms",
    "packaged",
    "plots",
    "record",
    "resolve",
    "screen",
    "screening",
    "sources",
    "stale",
    "standing",
]

if not TYPE_CHECKING:  # hidden from type checkers, so that a typo stays a typing error

    def __getattr__(name: str) -> object:
        if name == "data_version":
            from semaxref.catalogue import packaged

            return packaged().data_version
        home = _LAZY.get(name)
        if home is None and name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if home is None:
            return import_module(f"{__name__}.{name}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
        return value


def __dir__() -> list[str]:
    return __all__
