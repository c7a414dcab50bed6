"""A typed, offline, citable reference on Semax and the compounds it is compared with.

    import semaxref as sx

    semax = sx.get("semax")
    print(sx.compare("semax", "noopept", "piracetam"))
    print(sx.legal_status("semax", "US", on="2026-11-23"))

Every fact carries its evidence and every evidence line its sources; grades are computed
from them. The functions here are the methods of the packaged `Catalogue`.
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing costs as much as Python

__version__ = "0.1.0"

if TYPE_CHECKING:
    from semaxref.answers.changes import (
        EventDay as EventDay,
    )
    from semaxref.answers.changes import (
        LegalChange as LegalChange,
    )
    from semaxref.answers.comparison import (
        Aspect as Aspect,
    )
    from semaxref.answers.comparison import (
        Cell as Cell,
    )
    from semaxref.answers.comparison import (
        Comparison as Comparison,
    )
    from semaxref.answers.comparison import (
        Row as Row,
    )
    from semaxref.answers.comparison import (
        RowKind as RowKind,
    )
    from semaxref.answers.legal import (
        LegalAnswer as LegalAnswer,
    )
    from semaxref.answers.legal import (
        LegalStatus as LegalStatus,
    )
    from semaxref.answers.legal import (
        NotKnown as NotKnown,
    )
    from semaxref.answers.standing import (
        StandingAnswer as StandingAnswer,
    )
    from semaxref.catalogue import (
        Catalogue as Catalogue,
    )
    from semaxref.catalogue import (
        CaveatWarning as CaveatWarning,
    )
    from semaxref.catalogue import (
        cite as cite,
    )
    from semaxref.catalogue import (
        claims as claims,
    )
    from semaxref.catalogue import (
        compare as compare,
    )
    from semaxref.catalogue import (
        compounds as compounds,
    )
    from semaxref.catalogue import (
        condition as condition,
    )
    from semaxref.catalogue import (
        conditions as conditions,
    )
    from semaxref.catalogue import (
        findings as findings,
    )
    from semaxref.catalogue import (
        get as get,
    )
    from semaxref.catalogue import (
        indications as indications,
    )
    from semaxref.catalogue import (
        legal_changes as legal_changes,
    )
    from semaxref.catalogue import (
        legal_status as legal_status,
    )
    from semaxref.catalogue import (
        load as load,
    )
    from semaxref.catalogue import (
        mechanisms as mechanisms,
    )
    from semaxref.catalogue import (
        packaged as packaged,
    )
    from semaxref.catalogue import (
        record as record,
    )
    from semaxref.catalogue import (
        resolve as resolve,
    )
    from semaxref.catalogue import (
        sources as sources,
    )
    from semaxref.catalogue import (
        standing as standing,
    )
    from semaxref.document import (
        Document as Document,
    )
    from semaxref.errors import (
        AmbiguousName as AmbiguousName,
    )
    from semaxref.errors import (
        CompoundNotFound as CompoundNotFound,
    )
    from semaxref.errors import (
        ConditionNotFound as ConditionNotFound,
    )
    from semaxref.errors import (
        DataFaults as DataFaults,
    )
    from semaxref.errors import (
        Fault as Fault,
    )
    from semaxref.errors import (
        InvalidDate as InvalidDate,
    )
    from semaxref.errors import (
        InvalidQuery as InvalidQuery,
    )
    from semaxref.errors import (
        JurisdictionNotFound as JurisdictionNotFound,
    )
    from semaxref.errors import (
        NotABool as NotABool,
    )
    from semaxref.errors import (
        NotFound as NotFound,
    )
    from semaxref.errors import (
        RecordNotFound as RecordNotFound,
    )
    from semaxref.errors import (
        RouteNotFound as RouteNotFound,
    )
    from semaxref.errors import (
        SemaxrefError as SemaxrefError,
    )
    from semaxref.errors import (
        TargetNotFound as TargetNotFound,
    )
    from semaxref.errors import (
        UnknownActivity as UnknownActivity,
    )
    from semaxref.errors import (
        UnknownValue as UnknownValue,
    )
    from semaxref.model.base import (
        PartialDate as PartialDate,
    )
    from semaxref.model.base import (
        Record as Record,
    )
    from semaxref.model.claims import (
        Claim as Claim,
    )
    from semaxref.model.claims import (
        ClaimPart as ClaimPart,
    )
    from semaxref.model.claims import (
        ClaimVerdict as ClaimVerdict,
    )
    from semaxref.model.compounds import (
        Compound as Compound,
    )
    from semaxref.model.compounds import (
        CompoundKind as CompoundKind,
    )
    from semaxref.model.compounds import (
        Formulation as Formulation,
    )
    from semaxref.model.compounds import (
        Identifier as Identifier,
    )
    from semaxref.model.compounds import (
        IdentifierStatus as IdentifierStatus,
    )
    from semaxref.model.compounds import (
        Name as Name,
    )
    from semaxref.model.compounds import (
        NameKind as NameKind,
    )
    from semaxref.model.compounds import (
        Principal as Principal,
    )
    from semaxref.model.compounds import (
        Relation as Relation,
    )
    from semaxref.model.compounds import (
        Structure as Structure,
    )
    from semaxref.model.evidence import (
        Agreement as Agreement,
    )
    from semaxref.model.evidence import (
        Direction as Direction,
    )
    from semaxref.model.evidence import (
        Evidence as Evidence,
    )
    from semaxref.model.evidence import (
        EvidenceLevel as EvidenceLevel,
    )
    from semaxref.model.evidence import (
        Outcome as Outcome,
    )
    from semaxref.model.evidence import (
        SecondReading as SecondReading,
    )
    from semaxref.model.evidence import (
        Stance as Stance,
    )
    from semaxref.model.evidence import (
        StudyDesign as StudyDesign,
    )
    from semaxref.model.findings import (
        AdverseEffect as AdverseEffect,
    )
    from semaxref.model.findings import (
        Contraindication as Contraindication,
    )
    from semaxref.model.findings import (
        Finding as Finding,
    )
    from semaxref.model.findings import (
        FindingKind as FindingKind,
    )
    from semaxref.model.findings import (
        HistoryEvent as HistoryEvent,
    )
    from semaxref.model.findings import (
        Interaction as Interaction,
    )
    from semaxref.model.findings import (
        KineticValue as KineticValue,
    )
    from semaxref.model.findings import (
        Quantity as Quantity,
    )
    from semaxref.model.law import (
        Activity as Activity,
    )
    from semaxref.model.law import (
        Authorisation as Authorisation,
    )
    from semaxref.model.law import (
        AuthorisationState as AuthorisationState,
    )
    from semaxref.model.law import (
        Basis as Basis,
    )
    from semaxref.model.law import (
        ControlState as ControlState,
    )
    from semaxref.model.law import (
        EventKind as EventKind,
    )
    from semaxref.model.law import (
        Force as Force,
    )
    from semaxref.model.law import (
        Hold as Hold,
    )
    from semaxref.model.law import (
        LabelledUse as LabelledUse,
    )
    from semaxref.model.law import (
        LegalEvent as LegalEvent,
    )
    from semaxref.model.law import (
        LegalRule as LegalRule,
    )
    from semaxref.model.law import (
        Scope as Scope,
    )
    from semaxref.model.law import (
        Standing as Standing,
    )
    from semaxref.model.law import (
        SupplyClass as SupplyClass,
    )
    from semaxref.model.law import (
        Verdict as Verdict,
    )
    from semaxref.model.pharmacology import (
        Action as Action,
    )
    from semaxref.model.pharmacology import (
        Indication as Indication,
    )
    from semaxref.model.pharmacology import (
        Mechanism as Mechanism,
    )
    from semaxref.model.places import (
        Jurisdiction as Jurisdiction,
    )
    from semaxref.model.places import (
        JurisdictionKind as JurisdictionKind,
    )
    from semaxref.model.places import (
        Membership as Membership,
    )
    from semaxref.model.records import (
        Records as Records,
    )
    from semaxref.model.resolution import (
        MatchKind as MatchKind,
    )
    from semaxref.model.resolution import (
        Resolution as Resolution,
    )
    from semaxref.model.sources import (
        SeenAs as SeenAs,
    )
    from semaxref.model.sources import (
        Source as Source,
    )
    from semaxref.model.sources import (
        SourceKind as SourceKind,
    )
    from semaxref.model.vocabulary import (
        Code as Code,
    )
    from semaxref.model.vocabulary import (
        CodeMatch as CodeMatch,
    )
    from semaxref.model.vocabulary import (
        Condition as Condition,
    )
    from semaxref.model.vocabulary import (
        ConditionKind as ConditionKind,
    )
    from semaxref.model.vocabulary import (
        Route as Route,
    )
    from semaxref.model.vocabulary import (
        Target as Target,
    )
    from semaxref.model.vocabulary import (
        TargetKind as TargetKind,
    )

    data_version: str

# Where each public name lives. Nothing of it is imported before it is asked for: a program
# that only might need the library does not pay for attrs, cattrs and the data.
_HOMES = {
    "answers.changes": "EventDay LegalChange",
    "answers.comparison": "Aspect Cell Comparison Row RowKind",
    "answers.legal": "LegalAnswer LegalStatus NotKnown",
    "answers.standing": "StandingAnswer",
    "catalogue": (
        "Catalogue CaveatWarning cite claims compare compounds condition conditions findings "
        "get indications legal_changes legal_status load mechanisms packaged record resolve "
        "sources standing"
    ),
    "document": "Document",
    "errors": (
        "AmbiguousName CompoundNotFound ConditionNotFound DataFaults Fault InvalidDate "
        "InvalidQuery JurisdictionNotFound NotABool NotFound RecordNotFound RouteNotFound "
        "SemaxrefError TargetNotFound UnknownActivity UnknownValue"
    ),
    "model.base": "PartialDate Record",
    "model.claims": "Claim ClaimPart ClaimVerdict",
    "model.compounds": (
        "Compound CompoundKind Formulation Identifier IdentifierStatus Name NameKind "
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
        "Activity Authorisation AuthorisationState Basis ControlState EventKind Force Hold "
        "LabelledUse LegalEvent LegalRule Scope Standing SupplyClass Verdict"
    ),
    "model.pharmacology": "Action Indication Mechanism",
    "model.places": "Jurisdiction JurisdictionKind Membership",
    "model.records": "Records",
    "model.resolution": "MatchKind Resolution",
    "model.sources": "SeenAs Source SourceKind",
    "model.vocabulary": "Code CodeMatch Condition ConditionKind Route Target TargetKind",
}
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
    "Basis",
    "Catalogue",
    "CaveatWarning",
    "Cell",
    "Claim",
    "ClaimPart",
    "ClaimVerdict",
    "Code",
    "CodeMatch",
    "Comparison",
    "Compound",
    "CompoundKind",
    "CompoundNotFound",
    "Condition",
    "ConditionKind",
    "ConditionNotFound",
    "Contraindication",
    "ControlState",
    "DataFaults",
    "Direction",
    "Document",
    "EventDay",
    "EventKind",
    "Evidence",
    "EvidenceLevel",
    "Fault",
    "Finding",
    "FindingKind",
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
    "LegalAnswer",
    "LegalChange",
    "LegalEvent",
    "LegalRule",
    "LegalStatus",
    "MatchKind",
    "Mechanism",
    "Membership",
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
    "findings",
    "get",
    "indications",
    "legal_changes",
    "legal_status",
    "load",
    "mechanisms",
    "packaged",
    "record",
    "resolve",
    "sources",
    "standing",
]

if not TYPE_CHECKING:  # hidden from type checkers, so that a typo stays a typing error

    def __getattr__(name: str) -> object:
        if name == "data_version":
            from semaxref.catalogue import packaged

            return packaged().data_version
        home = _LAZY.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
        return value


def __dir__() -> list[str]:
    return __all__
