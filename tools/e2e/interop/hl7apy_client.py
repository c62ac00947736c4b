"""Checks the messages of a folder and their answers with hl7apy's strict validation: PORT FOLDER."""

import pathlib
import socket
import sys

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])


def strictly(text):
    message = parse_message(text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    message.validate()
    return message


with socket.create_connection(("127.0.0.1", port)) as connection:
    for path in sorted(folder.iterdir()):
        try:
            message = strictly(path.read_bytes().decode("ascii"))
            connection.sendall(message.to_mllp().encode("ascii"))
            frame = b""
            while not frame.endswith(b"\x1c\r"):
                part = connection.recv(4096)
                if not part:
                    raise ConnectionError("closed without an answer")
                frame += part
            answer = strictly(frame[1:-2].decode("ascii"))
            if answer.msa.msa_2.value != message.msh.msh_10.value:
                raise ValueError("MSA-2 is not the message's MSH-10")
            print(path.stem, answer.msa.msa_1.value, sep="\t")
        except Exception as error:
            print(path.stem, repr(error), sep="\t")
