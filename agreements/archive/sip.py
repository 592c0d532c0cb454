"""A package after the MDTO SIP specification: a folder tree with metadata beside every object and file, and a packing slip.

index.html          what this is, for a person without maatwerk
pakbon.xml          the packing slip, with its SHA-256 in pakbon.xml.sha256
sha256sums.txt      the SHA-256 of every other file, as `sha256sum -c` reads it
sip/DOSSIER/        the case file, and per document a folder with its metadata, the file and its metadata
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

from agreements.archive.case_file import CaseFile, Delivery, Item
from agreements.archive.mdto import mdto
from agreements.archive.naming import OBJECT, Sidecar, made
from agreements.archive.packing_slip import NAME, SUM_NAME, Counts, PackingSlip, slip_bytes
from agreements.archive.page import Entry, page
from agreements.archive.pronom import concept, format_of
from agreements.archive.store import Source
from agreements.archive.whole import refuse_existing, write_file
from agreements.durable import whole_folder
from agreements.model.archival import (
    INVOLVED_LIST,
    LEVEL_LIST,
    RELATION_LIST,
    FileObject,
    Identification,
    InformationObject,
    Involved,
    Reference,
    Relation,
    listed,
    sha256_of,
)
from agreements.problems import AgreementsError, Where, problem

SIP, SUMS, INDEX = "sip", "sha256sums.txt", "index.html"


@dataclass(slots=True)
class _Tree:
    """A package that is being written, with the SHA-256 and size of each file so far."""

    root: Path
    sums: dict[str, tuple[str, int]] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> str:
        digest, size = write_file(self.root / path, BytesIO(content))
        self.sums[path] = (digest, size)
        return digest


def write_package(target: Path, case: CaseFile, source: Source, delivery: Delivery, sidecar: Sidecar = Sidecar.FILE) -> str:
    """Make a package of a case file, whole or not at all; return the SHA-256 of its packing slip, which stands for all that it holds.

    Raise AgreementsError when the target exists, a document is not there or no longer what its SHA-256 says, or the metadata do not fit.
    """
    _check(case)
    with whole_folder(target, refuse_existing) as folder:
        tree = _Tree(folder)
        name = made(case.company.id, "dossier")
        entries = [
            _put_item(tree, f"{SIP}/{name}/{number:03}-{item.role}", case, item, (source, delivery, sidecar))
            for number, item in enumerate(case.documents, 1)
        ]
        tree.put(f"{SIP}/{name}/{name}{OBJECT}", mdto(_dossier(case), case.title.nl))
        tree.put(INDEX, page(case, delivery, entries))
        return _close(tree, case, delivery, sidecar)


def _check(case: CaseFile) -> None:
    ids = [item.id for item in case.documents]
    doubled = {each for each in ids if ids.count(each) > 1}
    unknown = {related.item for item in case.documents for related in item.relations} - set(ids)
    if doubled or unknown:
        where = Where(case.company.id)
        raise AgreementsError(
            *(problem("E950", where, item=each, fault="@item_twice") for each in doubled),
            *(problem("E950", where, item=each, fault="@item_nowhere") for each in unknown),
        )


def _put_item(tree: _Tree, folder: str, case: CaseFile, item: Item, how: tuple[Source, Delivery, Sidecar]) -> Entry:
    source, delivery, sidecar = how
    received = tree.root / folder / "content"
    with source(item.digest) as content:
        digest, size = write_file(received, content)
    if digest != item.digest:
        raise AgreementsError(problem("E953", Where(item.name), name=item.name, digest=item.digest))
    kind = format_of(received, item.name)
    path = f"{folder}/{made(PurePosixPath(item.name).stem)}{kind.ending}"
    received.rename(tree.root / path)
    tree.sums[path] = (digest, size)
    about = FileObject(
        (Identification(digest, "SHA-256"),),
        PurePosixPath(path).name,
        size,
        concept(kind),
        (sha256_of(digest, delivery.made),),
        represents=_reference(case, item),
    )
    tree.put(f"{path}{sidecar}", mdto(about, item.name))
    tree.put(f"{folder}/{PurePosixPath(folder).name}{OBJECT}", mdto(_record(case, item, about), item.name))
    return Entry(item, path, kind, size)


def _mark(case: CaseFile, item: Item) -> Identification:
    whole = case.metadata.identification
    return Identification(f"{whole.mark}/{item.id}", whole.source)


def _reference(case: CaseFile, item: Item) -> Reference:
    return Reference(item.title.nl, _mark(case, item))


def _record(case: CaseFile, item: Item, file: FileObject) -> InformationObject:
    about, by_id = case.metadata, {each.id: each for each in case.documents}
    return InformationObject(
        (_mark(case, item),),
        item.title.nl,
        listed("Archiefstuk", LEVEL_LIST),
        description=(item.title.en,),
        language=item.language,
        events=item.events,
        appraisal=about.appraisal,
        retention=about.retention,
        category=about.category,
        part_of=(Reference(case.title.nl, about.identification),),
        representations=(Reference(file.name, file.identification[0]),),
        relations=tuple(Relation(_reference(case, by_id[each.item]), listed(each.kind, RELATION_LIST)) for each in item.relations),
        creators=about.creators,
        limitations=about.limitations,
    )


def _company(case: CaseFile) -> Involved:
    """Return the company as whom the case file is about."""
    kvk = Identification(case.company.kvk, "KvK") if case.company.kvk else None
    return Involved(listed("Belanghebbende", INVOLVED_LIST), Reference(case.company.name, kvk))


def _dossier(case: CaseFile) -> InformationObject:
    about = case.metadata
    return InformationObject(
        (about.identification,),
        case.title.nl,
        listed("Dossier", LEVEL_LIST),
        keywords=about.keywords,
        description=(case.title.en,),
        time=about.time,
        language=about.language,
        events=about.events,
        appraisal=about.appraisal,
        retention=about.retention,
        category=about.category,
        part_of=about.part_of,
        parts=tuple(_reference(case, item) for item in case.documents),
        creators=about.creators,
        involved=(_company(case), *about.involved),
        activity=about.activity,
        limitations=about.limitations,
    )


def _close(tree: _Tree, case: CaseFile, delivery: Delivery, sidecar: Sidecar) -> str:
    """Write the sums and the packing slip over them."""
    sip = [(path, size) for path, (_, size) in tree.sums.items() if path.startswith(f"{SIP}/")]
    counts = counted(sip, sidecar)
    hashed = tree.put(SUMS, sums_bytes([(path, digest) for path, (digest, _) in tree.sums.items()]))
    creator = "; ".join(each.name for each in case.metadata.creators)
    slip = PackingSlip(
        delivery.id,
        case.title.nl,
        delivery.location,
        hashed,
        delivery.made,
        creator,
        delivery.contact,
        *(counts.objects, counts.files, counts.contents, counts.size),
        remarks=delivery.remarks,
        sidecar=sidecar,
    )
    digest = tree.put(NAME, slip_bytes(slip))
    tree.put(SUM_NAME, sums_bytes([(NAME, digest)]))
    return digest


def sums_bytes(sums: Sequence[tuple[str, str]]) -> bytes:
    """Return the SHA-256 of files as `sha256sum -c` reads them, in the order of their paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums)).encode()


def counted(files: Sequence[tuple[str, int]], sidecar: str) -> Counts:
    """Return what a packing slip counts of the files below `sip/`, given by path and size."""
    contents = [size for path, size in files if not path.lower().endswith(OBJECT.lower())]
    metadata = len(files) - len(contents)
    beside = {path for path, _ in files}
    of_files = sum(path.removesuffix(sidecar) in beside for path, _ in files if path.endswith(sidecar))
    return Counts(metadata - of_files, of_files, len(contents), sum(contents))
