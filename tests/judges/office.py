"""Asks LibreOffice to accept or reject the tracked changes of a Word file, by a macro in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

MACRO = """Sub Resolve(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, how())
  doc.close(True)
End Sub
"""
MODULE = (
    '<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{}</script:module>'
)
LIBRARY = (
    '<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
)


class Office:
    """LibreOffice with the macro."""

    def __init__(self, folder: Path) -> None:
        """Start it once, so that the profile is there, and put the macro into it."""
        self.folder = folder
        (folder / "leeg.txt").write_text("leeg")
        self._run("--convert-to", "pdf", "--outdir", str(folder), str(folder / "leeg.txt"))
        basic = folder / "profile/user/basic/Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Module1.xba").write_text(MODULE.format(escape(MACRO)))
        (basic / "script.xlb").write_text(LIBRARY)

    def resolved(self, data: bytes, how: str) -> bytes:
        """Return what is saved of a Word file after `how`, Accept or Reject, of all tracked changes."""
        source, target = self.folder / "in.docx", self.folder / "uit.docx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        self._run(f'macro:///Standard.Module1.Resolve("file://{source}","file://{target}",".uno:{how}AllTrackedChanges")')
        return target.read_bytes()

    def _run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        office = shutil.which("soffice")
        assert office, "LibreOffice is needed"
        subprocess.run([office, profile, "--headless", "--norestore", *arguments], check=True, capture_output=True, timeout=120)
