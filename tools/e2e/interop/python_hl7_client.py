"""Sends the messages of a folder with python-hl7's MLLP client and parses the answers: PORT FOLDER."""

import pathlib
import sys

import hl7
from hl7.client import MLLPClient

port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
with MLLPClient("127.0.0.1", port) as client:
    for path in sorted(folder.iterdir()):
        message = hl7.parse(path.read_bytes().decode("ascii"))
        try:
            # The client gives back the frame, control bytes included.
            answer = hl7.parse(client.send_message(message).decode("ascii").strip("\x0b\x1c\r"))
            if str(answer.segment("MSA")[2]) != str(message.segment("MSH")[10]):
                raise ValueError("MSA-2 is not the message's MSH-10")
            print(path.stem, answer.segment("MSA")[1], sep="\t")
        except Exception as error:
            print(path.stem, repr(error), sep="\t")
