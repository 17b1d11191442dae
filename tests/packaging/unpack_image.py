#!/usr/bin/env python3
"""unpack_image.py IMAGE ROOT: unpacks the layers of an OCI image, which is a folder, without an engine.

Every blob must have the digest that it is referred to by, and the layers must be the ones that the
configuration names. Prints what the configuration says, and each file and folder with its mode and owner.
"""

import gzip
import hashlib
import io
import json
import pathlib
import sys
import tarfile


def blob(image, descriptor):
    algorithm, digest = descriptor["digest"].split(":")
    data = (image / "blobs" / algorithm / digest).read_bytes()
    if hashlib.new(algorithm, data).hexdigest() != digest or len(data) != descriptor["size"]:
        sys.exit(f"the blob {digest} is not what it should be")
    return data


def main():
    image, root = map(pathlib.Path, sys.argv[1:])
    (first,) = json.loads((image / "index.json").read_text())["manifests"]
    manifest = json.loads(blob(image, first))
    config = json.loads(blob(image, manifest["config"]))
    print("user", config["config"]["User"])
    print("entrypoint", *config["config"]["Entrypoint"])
    print("works in", config["config"]["WorkingDir"])
    print("platform", config["os"], config["architecture"])
    print("version", config["config"]["Labels"]["org.opencontainers.image.version"])
    layers = [gzip.decompress(blob(image, layer)) for layer in manifest["layers"]]
    if [f"sha256:{hashlib.sha256(layer).hexdigest()}" for layer in layers] != config["rootfs"]["diff_ids"]:
        sys.exit("the layers are not those of the configuration")
    for layer in layers:
        with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
            for member in archive:
                kind = "folder" if member.isdir() else "file"
                print(f"{kind} {member.mode & 0o7777:04o} {member.uid}:{member.gid} /{member.name.strip('/')}")
                archive.extract(member, root)


main()
