"""Catalogue: one store, and the questions one may ask of it.

The functions of the package (``semaxref.get`` and its like) are the methods of the packaged
catalogue. A catalogue of other data, or of ours with yours laid over it, has the same.

The module is long by its docstrings: each question is documented where it is asked, and
answered elsewhere.
"""

from __future__ import annotations

import sys
import warnings
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from semaxref.errors import CompoundNotFound, DataFaults, Fault, InvalidQuery
from semaxref.model.base import NOT_ADVICE, Record, as_day, member
from semaxref.model.claims import Claim, ClaimVerdict, ClaimVerdictName
from semaxref.model.compounds import Compound
from semaxref.model.evidence import (
    Agreement,
    AgreementName,
    Evidenced,
    EvidenceLevel,
    LevelName,
)
from semaxref.model.findings import FINDING_CLASSES, Finding, FindingKind, FindingKindName
from semaxref.model.pharmacology import Indication, Mechanism
from semaxref.model.records import Records
from semaxref.model.sources import Source
from semaxref.model.vocabulary import Condition
from semaxref.store.files import Folder, PackagedFolder
from semaxref.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semaxref.answers.changes import EventDay, LegalChange
    from semaxref.answers.comparison import Comparison
    from semaxref.answers.difference import Difference
    from semaxref.answers.layers import Layer
    from semaxref.answers.legal import LegalStatus
    from semaxref.answers.stale import LastKnown
    from semaxref.answers.standing import StandingAnswer
    from semaxref.model.authorisations import Standing, StandingName
    from semaxref.model.compounds import Aspect, AspectName
    from semaxref.model.places import Jurisdiction
    from semaxref.model.resolution import Resolution

STALE_AFTER = 365
_MEMO = 4096
T = TypeVar("T")
E = TypeVar("E", bound=Evidenced)


class CaveatWarning(UserWarning):
    """A compound was found by an identifier that is not quite its own."""


class Catalogue:
    """Records, and the questions one may ask of them.

    Make one with `packaged` or `from_path`; lay records over it with `overlay`. It can be
    pickled, for workers of any kind: the packaged one comes back as `semaxref.packaged()`,
    another with the content of its folders, which need not be there.

    Args:
        store: The records.

    Example:
        >>> Catalogue.packaged().get("Семакс").id
        'semax'
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # Answers by the raw arguments: a warm question costs one look-up. Bounded, as a
        # service may be asked anything.
        self._compounds: dict[str, Compound] = {}
        self._legal: dict[tuple[object, ...], LegalStatus] = {}

    def __repr__(self) -> str:
        return f"<Catalogue {self.data_version}>"

    def __reduce__(self) -> tuple[Callable[..., Catalogue], tuple[object, ...]]:
        if [type(folder) for folder in self._store.folders] == [PackagedFolder]:
            return _packaged_here, (self.data_version,)
        return _of, (self._store,)

    @classmethod
    def packaged(cls) -> Catalogue:
        """The data that comes with the package. Nothing is read before it is asked for."""
        return cls(Store((PackagedFolder(),)))

    @classmethod
    def from_path(cls, path: str | Path) -> Catalogue:
        """A catalogue of your own data folder, laid out as the packaged one.

        Args:
            path: The folder.

        Returns:
            The catalogue, read whole.

        Raises:
            DataFaults: Something in it is wrong; the error holds every fault of every file,
                and nothing was loaded.
        """
        return _read_whole(Store((_folder(path),)))

    def overlay(
        self, data: str | Path | Catalogue | None = None, *, installed: str | None = None
    ) -> Catalogue:
        """A new catalogue, in which records of yours add to these or replace them by id.

        What they added, replaced and disagree on is told by `layers` of the new one.

        Args:
            data: A folder laid out as the packaged one, of which any file may be missing;
                or a catalogue, whose folders are laid over these in their order.
            installed: Instead, the name by which an installed package brings data (see
                `installed_data`). Its code is imported, and only if you name it.

        Returns:
            The new catalogue, read whole; this one stays as it is.

        Raises:
            InvalidQuery: Not one of the two was given, or there is no such folder.
            DataPackageNotFound: No installed package brings data by this name.
            DataFaults: Something in the data is wrong, or does not fit these records.
        """
        if (data is None) is (installed is None):
            raise InvalidQuery("give either a folder or catalogue, or the name of installed data")
        if installed is not None:
            from semaxref.store.installed import installed_folder

            folders: tuple[Folder, ...] = (installed_folder(installed),)
        elif isinstance(data, Catalogue):
            own = {folder.root for folder in self._store.folders}
            theirs = data._store.folders  # noqa: SLF001 - of our own kind
            folders = tuple(folder for folder in theirs if folder.root not in own)
        else:
            assert data is not None
            folders = (_folder(data),)
        return _read_whole(Store((*self._store.folders, *folders)), len(folders))

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What each overlay added, replaced, and disagrees on; empty where there is none."""
        from semaxref.answers.layers import layers

        return self._store.once("layers", lambda: layers(self._store))

    @staticmethod
    def lint(path: str | Path | None = None) -> tuple[Fault, ...]:
        """What is wrong with a data folder, from broken JSON to a claim without grounds.

        Args:
            path: A folder that stands by itself, as its about.json says by a data_version,
                or one to lay over the packaged data; these themselves if not given.

        Returns:
            All faults; empty where the folder is clean.

        Raises:
            InvalidQuery: There is no such folder.

        Example:
            >>> Catalogue.lint()
            ()
        """
        from semaxref.store.lint import lint

        ours = PackagedFolder()
        if path is None:
            return tuple(lint(Store((ours,)), ours))
        folder = _folder(path)
        return tuple(lint(Store((folder,) if _alone(folder) else (ours, folder)), folder))

    # The data themselves

    @property
    def data_version(self) -> str:
        """Version of the data, such as ``2026.11.1``; overlays are named behind it."""
        return self._store.data_version

    def cite(self) -> str:
        """How to cite the data, in one line."""
        about = self._store.about
        authors = ", ".join(about.get("authors", ())) or "Anonymous"
        day = about.get("issued") or about.get("recorded_on", "n.d.")
        licence = about.get("licence", "Licence not stated")
        title = about.get("title", "Data")
        return f"{authors}. {title}. Data version {self.data_version}, {day}. {licence}."

    def load(self) -> None:
        """Read everything now, so that no later question has to; for servers."""
        from semaxref.store.places import load_places

        self._store.load()
        load_places(self._store)

    def diff(self, other: Catalogue) -> Difference:
        """What another catalogue says differently.

        Args:
            other: The later data, or ours with yours laid over them.

        Returns:
            Records that were added, removed and changed, with the fields that changed;
            grades that follow from them included.

        Example:
            >>> Catalogue.packaged().diff(Catalogue.packaged()).changed
            ()
        """
        from semaxref.answers.difference import difference

        return difference(self._store, other._store)

    def stale(
        self,
        *,
        older_than: int = STALE_AFTER,
        jurisdiction: str | None = None,
        on: date | str | None = None,
    ) -> Records[LastKnown]:
        """The law in force that was last looked up too long ago, by place.

        Args:
            older_than: More than so many days before `on`.
            jurisdiction: Only in this place.
            on: The day to count from; today if not given.

        Returns:
            Rules and authorisations by place, the longest unseen first, each with the day
            for which it was last known. What has ended is settled, and left out.

        Raises:
            JurisdictionNotFound: There is no such place.
            InvalidDate: `on` is no day.
            InvalidQuery: `older_than` is no number of days.

        Example:
            >>> Catalogue.packaged().stale(older_than=0, on="2000-01-01")
            <Records of 0>
        """
        from semaxref.answers.stale import LastKnown, stale

        if type(older_than) is not int or older_than < 0:
            raise InvalidQuery(f"older_than must be a number of days, not {older_than!r}")
        day = as_day(on, "on")
        known_before = date.fromordinal(max(day.toordinal() - older_than, 1))
        places = self._store.places if jurisdiction is None else (self._place(jurisdiction).id,)
        found = stale(self._store, places, known_before, day)
        title = f"In force on {day}, last known before {known_before}"
        return Records(found, title=title, of=(LastKnown,))

    # Compounds

    def get(self, query: str) -> Compound:
        """The compound with this name or identifier.

        Args:
            query: An id, name, brand, code, CAS number, UNII, InChIKey, PubChem, ChEMBL or
                DrugBank number, or a peptide sequence; in any case, spacing and
                hyphenation, in Latin or Cyrillic.

        Returns:
            The compound.

        Raises:
            CompoundNotFound: No compound is called so; the error suggests names like it.
            AmbiguousName: Several are, as by an ATC group.
            InvalidQuery: The query is no text, empty, or longer than 1,000 characters.

        Warns:
            CaveatWarning: The identifier is not quite its own; `resolve` says why.

        Example:
            >>> Catalogue.packaged().get("80714-61-0").name
            'Semax'
        """
        try:
            return self._compounds[query]
        except (KeyError, TypeError):  # not asked before, or no text
            pass
        if query in self._store.compound_ids:  # no need to read the names of all compounds
            return _remember(self._compounds, query, self._store.compound(query))
        resolution = self.resolve(query)
        if resolution.caveat:
            message = f"{query}: {resolution.caveat}"
            warnings.warn(message, CaveatWarning, stacklevel=_levels_to_caller())
            return resolution.compound
        return _remember(self._compounds, query, resolution.compound)

    def resolve(self, query: str) -> Resolution:
        """The compound with this name or identifier, and how it was recognised.

        Args:
            query: As for `get`.

        Returns:
            The compound, the kind of name, the name as the data has it, and a caveat where
            the name is doubtful.

        Raises:
            CompoundNotFound: No compound is called so.
            AmbiguousName: Several are.
            InvalidQuery: The query is no text, empty, or too long.

        Example:
            >>> Catalogue.packaged().resolve("MEHFPGP").kind
            <MatchKind.SEQUENCE: 'sequence'>
        """
        return self._store.resolve(query)

    def record(self, id: str) -> Record:  # noqa: A002 - what the contract calls it
        """A record by its id: of a compound, of law, of the vocabulary, or a source.

        Places are no such records; they are named by code or name.

        Args:
            id: Such as ``semax.bdnf``.

        Returns:
            The record.

        Raises:
            RecordNotFound: There is none.

        Example:
            >>> Catalogue.packaged().record("semax.bdnf")
            <Mechanism semax.bdnf: animal, disputed>
        """
        return self._store.record(id)

    def compounds(
        self,
        *,
        route: str | None = None,
        use_case: str | Condition | None = None,
        target: str | None = None,
    ) -> Records[Compound]:
        """All compounds, or those that fit.

        Args:
            route: Only those made in a form for this route.
            use_case: Only those with a record of this use, or of a narrower one.
            target: Only those with a mechanism on this target, or on a member of it.

        Returns:
            The compounds, by id.

        Raises:
            RouteNotFound: There is no such route.
            ConditionNotFound: There is no such condition.
            TargetNotFound: There is no such target.

        Example:
            >>> Catalogue.packaged().compounds(route="intranasal").ids
            ('selank', 'semax')
        """
        found = list(self._store.compounds())
        if route is not None:
            wanted = self._routes(route)
            found = [
                c for c in found if any(f.route and f.route.id in wanted for f in c.formulations)
            ]
        if use_case is not None:
            users = {i.compound for i in self.indications(use_case=use_case)}
            found = [c for c in found if c.id in users]
        if target is not None:
            actors = {m.compound for m in self.mechanisms(target=target)}
            found = [c for c in found if c.id in actors]
        return Records(found, title="Compounds", of=(Compound,))

    # Their records

    def mechanisms(
        self,
        compound: str | Compound | None = None,
        *,
        target: str | None = None,
        min_level: EvidenceLevel | LevelName | None = None,
        agreement: Agreement | AgreementName | None = None,
    ) -> Records[Mechanism]:
        """What compounds are said to do, with the evidence for and against.

        Args:
            compound: Only of this compound.
            target: Only on this target (id, label or synonym), or on a member of it.
            min_level: Only with evidence of this level or higher.
            agreement: Only where the studies agree like this.

        Returns:
            The mechanisms.

        Raises:
            CompoundNotFound: There is no such compound.
            TargetNotFound: There is no such target.
            UnknownValue: There is no such level or agreement.

        Example:
            >>> Catalogue.packaged().mechanisms("semax", target="dopamine").ids
            ('semax.dopamine', 'semax.dopamine-amphetamine')
        """
        found = [m for c in self._some(compound) for m in c.mechanisms]
        if target is not None:
            family = self._store.target_family(self._store.target(target))
            found = [m for m in found if not family.isdisjoint(t.id for t in m.targets)]
        kept = _graded(found, min_level, agreement)
        return Records(kept, title="Mechanisms", note=NOT_ADVICE, of=(Mechanism,))

    def indications(
        self,
        compound: str | Compound | None = None,
        *,
        use_case: str | Condition | None = None,
        jurisdiction: str | None = None,
        standing: Standing | StandingName | None = None,
        on: date | str | None = None,
        route: str | None = None,
        min_level: EvidenceLevel | LevelName | None = None,
        agreement: Agreement | AgreementName | None = None,
    ) -> Records[Indication]:
        """What compounds are used for, with the evidence for and against.

        Args:
            compound: Only of this compound.
            use_case: Only for this condition (id, label, synonym, lay word or code), or for
                a narrower one.
            jurisdiction: Say how each use stands in this place.
            standing: Only uses that stand there like this; needs `jurisdiction`.
            on: The day of the standing; today if not given.
            route: Only with evidence by this route.
            min_level: Only with evidence of this level or higher.
            agreement: Only where the studies agree like this.

        Returns:
            The indications; where a place was given, with a remark on how each stands there
            and at which strengths.

        Raises:
            ConditionNotFound: There is no such condition.
            JurisdictionNotFound: There is no such place.
            InvalidQuery: A standing was given without a place.
            UnknownValue: There is no such standing, level or agreement.

        Example:
            >>> Catalogue.packaged().indications(
            ...     "semax", use_case="инсульт", jurisdiction="RU", standing="labelled",
            ...     on="2026-11-23").ids
            ('semax.acute-ischaemic-stroke', 'semax.stroke-recovery')
        """
        found = [i for c in self._some(compound) for i in c.indications]
        if use_case is not None:
            within = self._store.within(self._condition(use_case).id)
            found = [i for i in found if i.condition.id in within]
        if route is not None:
            wanted = self._routes(route)
            found = [i for i in found if any(e.route and e.route.id in wanted for e in i.evidence)]
        found = _graded(found, min_level, agreement)
        day = as_day(on, "on")
        if jurisdiction is None:
            if standing is not None:
                raise InvalidQuery("a standing holds in a place; give jurisdiction, too")
            return Records(found, title="Indications", note=NOT_ADVICE, of=(Indication,))
        return self._standing_there(found, jurisdiction, standing, day)

    def _standing_there(
        self,
        found: list[Indication],
        jurisdiction: str,
        standing: Standing | StandingName | None,
        day: date,
    ) -> Records[Indication]:
        from semaxref.answers import standing as answers
        from semaxref.model.authorisations import Standing

        place = self._place(jurisdiction)
        wanted = None if standing is None else member(Standing, standing, "standing")
        answered = [
            (i, answers.standing(self._store, i.compound, i.condition, place, day)) for i in found
        ]
        kept = [(i, a) for i, a in answered if wanted is None or a.value is wanted]
        return Records(
            (i for i, _ in kept),
            title=f"Indications, {place.name}, {day}",
            remark_title="standing",
            remarks={i.id: a.summary for i, a in kept},
            note=NOT_ADVICE,
            of=(Indication,),
        )

    def findings(
        self,
        compound: str | Compound | None = None,
        *,
        kind: FindingKind | FindingKindName | None = None,
    ) -> Records[Finding]:
        """Adverse effects, contraindications, interactions, kinetics, history and more.

        Args:
            compound: Only of this compound.
            kind: Only of this kind.

        Returns:
            The findings.

        Raises:
            CompoundNotFound: There is no such compound.
            UnknownValue: There is no such kind.
        """
        wanted = None if kind is None else member(FindingKind, kind, "kind")
        found = [f for c in self._some(compound) for f in c.findings]
        kept = [f for f in found if wanted is None or f.kind is wanted]
        of = Finding if wanted is None else FINDING_CLASSES.get(wanted, Finding)
        return Records(kept, title="Findings", note=NOT_ADVICE, of=(of,))

    def claims(
        self,
        compound: str | Compound | None = None,
        *,
        verdict: ClaimVerdict | ClaimVerdictName | None = None,
    ) -> Records[Claim]:
        """Popular statements, and how they fare against the records.

        Args:
            compound: Only on this compound.
            verdict: Only with this verdict.

        Returns:
            The claims.

        Raises:
            CompoundNotFound: There is no such compound.
            UnknownValue: There is no such verdict.
        """
        wanted = None if verdict is None else member(ClaimVerdict, verdict, "verdict")
        found = [c for compound_ in self._some(compound) for c in compound_.claims]
        kept = [c for c in found if wanted is None or c.verdict is wanted]
        return Records(kept, title="Claims", note=NOT_ADVICE, of=(Claim,))

    def sources(self, compound: str | Compound | None = None) -> Records[Source]:
        """The sources of the data, or of one compound and its law.

        Args:
            compound: Only of this compound.

        Returns:
            The sources, by id.

        Raises:
            CompoundNotFound: There is no such compound.
        """
        if compound is None:
            return Records(self._store.entries(Source), title="Sources", of=(Source,))
        from semaxref.store.lawbook import reaching

        own = self._one(compound)
        legal = (s for record in reaching(self._store, own.id) for s in record.sources)
        found = sorted({*own.sources, *legal}, key=lambda source: source.id)
        return Records(found, title=f"Sources of {own.name}", of=(Source,))

    def conditions(self) -> Records[Condition]:
        """All conditions, wider ones before narrower ones."""
        return Records(self._store.entries(Condition), title="Conditions", of=(Condition,))

    def condition(self, query: str) -> Condition:
        """The condition with this id, label, synonym or code.

        Args:
            query: Such as ``stroke``, ``инсульт``, ``brain attack`` or ``I63``.

        Returns:
            The condition; the wider one where a code stands on two nested ones.

        Raises:
            ConditionNotFound: There is none; the error suggests words like it.
            InvalidQuery: The query is no text, empty, or too long.

        Example:
            >>> Catalogue.packaged().condition("инсульт").id
            'stroke'
        """
        return self._store.condition(query)

    def jurisdiction(self, query: str) -> Jurisdiction:
        """The place with this code or name.

        Args:
            query: ISO 3166-1 or 3166-2 code, a name, ``UK``, ``EU`` or ``INTL``; in any case.

        Returns:
            The jurisdiction.

        Raises:
            JurisdictionNotFound: There is none; the error suggests names like it.
            InvalidQuery: The query is no text, empty, or too long.

        Example:
            >>> Catalogue.packaged().jurisdiction("Deutschland").id
            'DE'
        """
        return self._place(query)

    # Answers

    def standing(
        self,
        compound: str | Compound,
        use_case: str | Condition,
        jurisdiction: str,
        *,
        on: date | str | None = None,
    ) -> StandingAnswer:
        """How a use of a compound stands in a place on a day.

        Args:
            compound: The compound.
            use_case: The condition.
            jurisdiction: The place.
            on: The day; today if not given.

        Returns:
            Labelled, off-label, not approved or unknown, with reasons and authorisations.

        Raises:
            CompoundNotFound: There is no such compound.
            ConditionNotFound: There is no such condition.
            JurisdictionNotFound: There is no such place.
            InvalidDate: `on` is no day.

        Example:
            >>> Catalogue.packaged().standing(
            ...     "piracetam", "memory-impairment", "GB", on="2026-11-23").value
            <Standing.OFF_LABEL: 'off-label'>
        """
        from semaxref.answers.standing import standing

        return standing(
            self._store,
            self._one(compound).id,
            self._condition(use_case),
            self._place(jurisdiction),
            as_day(on, "on"),
        )

    def legal_status(
        self,
        compound: str | Compound,
        jurisdiction: str,
        *,
        on: date | str | None = None,
        stale_after: int = STALE_AFTER,
    ) -> LegalStatus:
        """What the law of a place says of a compound on a day, activity by activity.

        Args:
            compound: The compound.
            jurisdiction: ISO 3166-1 or 3166-2 code, a name, ``EU`` or ``INTL``.
            on: The day; today if not given.
            stale_after: After how many days without news an answer is stale.

        Returns:
            A mapping of every activity to its answer. No answer is a bool.

        Raises:
            CompoundNotFound: There is no such compound.
            JurisdictionNotFound: There is no such place.
            InvalidDate: `on` is no day.

        Example:
            >>> status = Catalogue.packaged().legal_status("semax", "US", on="2024-06-01")
            >>> status["pharmacy-compounding"].verdict
            <Verdict.RESTRICTED: 'restricted'>
        """
        day = date.today() if on is None else on
        key = (compound, jurisdiction, day, stale_after)
        try:
            return self._legal[key]
        except (KeyError, TypeError):
            pass
        from semaxref.answers.legal import legal_status

        answer = legal_status(
            self._store,
            self._one(compound).id,
            self._place(jurisdiction),
            as_day(on, "on"),
            stale_after,
        )
        return _remember(self._legal, key, answer)

    def legal_changes(
        self,
        compound: str | Compound,
        *,
        jurisdiction: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        verdict_only: bool = False,
    ) -> Records[LegalChange | EventDay]:
        """The days on which the law of a compound changed, and what happened between.

        Args:
            compound: The compound.
            jurisdiction: Only in this place; in all that have records if not given.
            since: First day to look at.
            until: Last day to look at.
            verdict_only: Leave out events, which move no verdict.

        Returns:
            Changes of verdicts and events on their day, oldest first.

        Raises:
            CompoundNotFound: There is no such compound.
            JurisdictionNotFound: There is no such place.
            InvalidDate: A day is none, or `until` lies before `since`.
        """
        from semaxref.answers.changes import EventDay, LegalChange, legal_changes
        from semaxref.errors import InvalidDate

        own = self._one(compound)
        first = None if since is None else as_day(since, "since")
        last = None if until is None else as_day(until, "until")
        if first and last and last < first:
            raise InvalidDate(f"until {last} lies before since {first}")
        if jurisdiction is None:  # a union speaks once, not again for each of its members
            from semaxref.store.lawbook import reaching

            codes = sorted({r.jurisdiction for r in reaching(self._store, own.id)})
        else:
            codes = [jurisdiction]
        found = [
            change
            for code in codes
            for change in legal_changes(
                self._store,
                own.id,
                self._place(code),
                first,
                last,
                events=not verdict_only,
            )
        ]
        # An event of a union is heard in each of its members, and told once.
        found = sorted({change.id: change for change in found}.values(), key=lambda c: c.day)
        of = (LegalChange,) if verdict_only else (LegalChange, EventDay)
        title = f"Changes in the law of {own.name}"
        return Records(found, title=title, note=NOT_ADVICE, of=of)

    def compare(
        self,
        *compounds: str | Compound,
        aspects: Sequence[Aspect | AspectName] | None = None,
        jurisdiction: str = "US",
        on: date | str | None = None,
    ) -> Comparison:
        """Put compounds side by side. It never ranks.

        Args:
            *compounds: Two or more, each once.
            aspects: The rows; chemical class, primary mechanism, administration, primary
                use-case and legal status if not given.
            jurisdiction: The place of the legal row.
            on: The day of the legal row; today if not given.

        Returns:
            A table whose cells hold their records, level, agreement and sources.

        Raises:
            InvalidQuery: There are fewer than two compounds or no aspect, or one stands twice.
            CompoundNotFound: There is no such compound.
            UnknownValue: There is no such aspect.

        Example:
            >>> table = Catalogue.packaged().compare("semax", "noopept", on="2026-11-23")
            >>> table["chemical-class"].kind
            <RowKind.DIFFERENT: 'different'>
        """
        from semaxref.answers.comparison import compare
        from semaxref.model.compounds import Aspect

        wanted = Aspect if aspects is None else aspects
        rows = tuple(member(Aspect, each, "aspects") for each in wanted)
        return compare(
            self._store,
            tuple(map(self._one, compounds)),
            rows,
            self._place(jurisdiction),
            as_day(on, "on"),
            STALE_AFTER,
        )

    # What the questions have in common

    def _one(self, compound: str | Compound) -> Compound:
        if not isinstance(compound, Compound):
            return self.get(compound)
        # A compound of another catalogue stands for the one with its id here.
        if compound.id not in self._store.compound_ids:
            raise CompoundNotFound(compound.id, (), self.data_version)
        return self._store.compound(compound.id)

    def _some(self, compound: str | Compound | None) -> tuple[Compound, ...]:
        return self._store.compounds() if compound is None else (self._one(compound),)

    def _routes(self, query: str) -> set[str]:
        """Ids of a route and of those that it holds."""
        route = self._store.route(query)
        return {route.id, *route.members}

    def _condition(self, use_case: str | Condition) -> Condition:
        return self._store.condition(use_case.id if isinstance(use_case, Condition) else use_case)

    def _place(self, jurisdiction: str) -> Jurisdiction:
        from semaxref.store.places import jurisdiction as find

        return find(self._store, jurisdiction)


def _folder(path: str | Path) -> Folder:
    root = Path(path)
    if not root.is_dir():
        raise InvalidQuery(f"{str(path)!r} is no folder")
    return Folder(root, root.resolve().name)


def _alone(folder: Folder) -> bool:
    """Whether a folder has a data version of its own, or an about.json that nobody can read."""
    try:
        return "data_version" in (folder.read("about.json") or {})
    except DataFaults:
        return True


def _read_whole(store: Store, new: int = 1) -> Catalogue:
    """A catalogue of a store whose last folders are a stranger's: checked, then read whole."""
    from semaxref.store.check import faults_in

    bottom = len(store.folders) - new
    for number in range(bottom, len(store.folders)):
        faults = faults_in(Store(store.folders[: number + 1]), store.folders[number])
        if faults:
            raise DataFaults(tuple(faults))
    catalogue = Catalogue(store)
    catalogue.load()
    _ = catalogue.layers  # told from the files, which may be gone when it is asked
    return catalogue


def _graded(
    records: list[E],
    min_level: EvidenceLevel | LevelName | None,
    agreement: Agreement | AgreementName | None,
) -> list[E]:
    if min_level is not None:
        least = member(EvidenceLevel, min_level, "min_level")
        records = [record for record in records if record.level >= least]
    if agreement is not None:
        wanted = member(Agreement, agreement, "agreement")
        records = [record for record in records if record.agreement is wanted]
    return records


def _levels_to_caller() -> int:
    """How many frames up the code of the caller is, whichever question led here."""
    frame, levels = sys._getframe(1), 1  # noqa: SLF001 - there is no public way
    while frame.f_back and frame.f_globals.get("__name__") == __name__:
        frame, levels = frame.f_back, levels + 1
    return levels


def _remember(memo: dict[Any, T], key: object, value: T) -> T:
    if len(memo) >= _MEMO:
        memo.clear()
    memo[key] = value
    return value


def installed_data() -> tuple[str, ...]:
    """Names by which installed packages bring data; none of them is imported.

    A package names its data folder, or a function that gives it, in the entry point group
    ``semaxref.data``. Lay it over a catalogue with ``overlay(installed=name)``.

    Example:
        >>> installed_data()
        ()
    """
    from semaxref.store.installed import installed_names

    return installed_names()


_packaged = Catalogue.packaged()
get = _packaged.get
resolve = _packaged.resolve
record = _packaged.record
compounds = _packaged.compounds
mechanisms = _packaged.mechanisms
indications = _packaged.indications
findings = _packaged.findings
claims = _packaged.claims
sources = _packaged.sources
conditions = _packaged.conditions
condition = _packaged.condition
jurisdiction = _packaged.jurisdiction
standing = _packaged.standing
legal_status = _packaged.legal_status
legal_changes = _packaged.legal_changes
stale = _packaged.stale
compare = _packaged.compare
cite = _packaged.cite
load = _packaged.load


def packaged() -> Catalogue:
    """The catalogue of the packaged data that the functions of the package ask."""
    return _packaged


def _packaged_here(version: str) -> Catalogue:
    """The packaged catalogue of this process, for a pickle of that of another."""
    _packaged._store.check_version(version)  # noqa: SLF001 - of our own kind
    return _packaged


def _of(store: Store) -> Catalogue:
    """The catalogue of a store that arrived in a pickle, and the same one each time."""
    return store.once("catalogue", lambda: Catalogue(store))
