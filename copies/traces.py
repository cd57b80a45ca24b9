"""What an original tells of whoever made it: where it was made, a name, a device. Only that it does, never what."""

import re
from pathlib import Path

from PIL import Image
from PIL.ExifTags import IFD, Base

GPS, OWNER, DEVICE, MORE = "gps", "owner", "device", "more"
_OWNER_TAGS = (Base.Artist, Base.Copyright, Base.XPAuthor, Base.HostComputer, 0xA430)  # the last: CameraOwnerName
_DEVICE_TAGS = (Base.Make, Base.Model)
_SERIAL = 0xA431  # BodySerialNumber
_IN_TEXT = (
    (GPS, re.compile(rb"GPSLatitude|GPSLongitude|GPSPosition", re.I)),
    (OWNER, re.compile(rb"dc:creator|<pdf:Author|CreatorContactInfo|photoshop:Author", re.I)),
    (DEVICE, re.compile(rb"tiff:Model|tiff:Make", re.I)),
)
# A point as ISO 6709 has it, behind one of the names that recordings keep it under.
_POINT = rb"[+-]\d{2,3}(?:\.\d+)?[+-]\d{3}"
_IN_RECORDING = (
    (GPS, re.compile(rb"\xa9xyz\x00.{0,15}?" + _POINT, re.S)),
    (GPS, re.compile(rb"com\.apple\.quicktime\.location\.ISO6709")),
    (GPS, re.compile(rb"location\x00?[^\x00]{0,8}" + _POINT)),
    (OWNER, re.compile(rb"\xa9(?:ART|aut)\x00|com\.apple\.quicktime\.(?:author|artist)|IART")),
    (DEVICE, re.compile(rb"com\.(?:apple\.quicktime|android)\.(?:model|make|manufacturer)|\xa9(?:mod|mak)\x00")),
)


def of_picture(picture: Image.Image) -> list[str]:
    """The traces in a picture's EXIF, XMP and text."""
    exif, found = picture.getexif(), set[str]()
    camera, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    if place.get(2) or place.get(4) or IFD.GPSInfo in exif:  # also one that cannot be read
        found.add(GPS)
    tags = {**exif, **camera}
    if any(str(tags.get(tag) or "").strip("\0 ") for tag in _OWNER_TAGS):
        found.add(OWNER)
    if any(str(tags.get(tag) or "").strip("\0 ") for tag in (*_DEVICE_TAGS, _SERIAL)):
        found.add(DEVICE)
    for value in picture.info.values():
        text = value.encode(errors="replace") if isinstance(value, str) else value
        if isinstance(text, bytes):
            found |= {name for name, pattern in _IN_TEXT if pattern.search(text)}
    if {"Author", "Artist", "Copyright"} & {str(key).title() for key in picture.info}:
        found.add(OWNER)
    return sorted(found)


def of_recording(source: Path) -> list[str]:
    """The traces in a video or a sound. Its own index is at the front or at the end, so all of it is read."""
    content = source.read_bytes()
    found = {name for name, pattern in _IN_RECORDING if pattern.search(content)}
    if content.startswith(b"ID3") and re.search(rb"TPE1|TCOM|TCOP|TENC", content[:4096]):
        found.add(OWNER)
    return sorted(found)
