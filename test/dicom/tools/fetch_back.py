"""Looks for objects by QIDO-RS, fetches them by WADO-RS and compares them with the files, element by element.

    python test/dicom/tools/fetch_back.py http://127.0.0.1:18042/dicom-web FOLDER     (pydicom 3)
"""

import io
import json
import sys
import urllib.request
from email.parser import BytesParser
from pathlib import Path

import pydicom


def get(address, accept):
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": accept})) as answer:
        return answer.headers["Content-Type"], answer.read()


root, folder = sys.argv[1], Path(sys.argv[2])
for path in sorted(folder.iterdir()):
    here = pydicom.dcmread(path)
    study, series, instance = here.StudyInstanceUID, here.SeriesInstanceUID, here.SOPInstanceUID
    query = f"{root}/instances?StudyInstanceUID={study}&SOPInstanceUID={instance}"
    found = json.loads(get(query, "application/dicom+json")[1])
    assert len(found) == 1, f"{path.name}: QIDO finds {len(found)}"
    assert found[0]["00080016"]["Value"] == [here.SOPClassUID]
    address = f"{root}/studies/{study}/series/{series}/instances/{instance}"
    kind, body = get(address, 'multipart/related; type="application/dicom"; transfer-syntax=*')
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    there = pydicom.dcmread(io.BytesIO(message.get_payload()[0].get_payload(decode=True)))
    assert there == here, f"{path.name} came back changed"
    print(f"fetch back: {path.name} unchanged")
