"""A tab without a browser: the messages a page and its server exchange, said and read one by one."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from tests.worlds.server import Client

SECONDS = 120


class Tab:
    """One live connection. `session` is the id Streamlit gave it, `elements` what the last run drew."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.session = ""
        self.elements: list = []

    def run(self, page: str = "", query: str = "", pressed: str = "") -> None:
        """Run a page to its end, at its address; `pressed` is the id of a button pressed with it."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        if pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        self._connection.send(message.SerializeToString())
        self.elements = []
        for answer in self._answers():
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session = answer.new_session.initialize.session_id
            elif kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self.elements.append(answer.delta.new_element)
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def of(self, kind: str) -> list:
        """What the last run drew of this kind of element."""
        return [getattr(element, kind) for element in self.elements if element.WhichOneof("type") == kind]

    def said(self) -> str:
        return "\n".join([*(one.body for one in self.of("markdown")), *(one.body for one in self.of("heading"))])

    def press_download(self, file_id: str) -> str:
        """Ask for the file of a download button by its id; where it is then, or "" where it was refused."""
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = file_id
        self._connection.send(message.SerializeToString())
        for answer in self._answers():
            if answer.WhichOneof("type") == "backend_operation_response":
                return answer.backend_operation_response.deferred_file.url
        raise AssertionError("unreachable")

    def _answers(self) -> Iterator[ForwardMsg]:
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self._connection.recv(SECONDS))
            yield answer


@contextmanager
def tab(client: Client) -> Iterator[Tab]:
    """A new tab of somebody's."""
    with client.socket() as connection:
        yield Tab(connection)
