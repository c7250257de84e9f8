"""Files as people give them, and as they should not."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = f'xmlns:o="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
STUDY = "La clé du lavoir est chez la voisine.\n\nOn l’a cherchée trois fois.\n\nUne boîte à sucre la garde."


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def text(said=STUDY, name="etude.txt"):
    return upload(name, said)


def archive(members, compress=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compress) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return packed.getvalue()


def docx(body, **more):
    document = body if body.startswith("<!") else f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def odt(body):
    mime = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mime, "content.xml": f"<o:document-content {NAMES}>{body}</o:document-content>"})


def pdf(*pages):
    """A small PDF, a line of words a page, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for words in pages:
        stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    written += f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return written.encode("latin-1")


def locked_pdf():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Secret"))))
    writer.encrypt("mot de passe", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
