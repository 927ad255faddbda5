package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;

/** A modern client is to send its user to pages of Keyfold, and then to repeat the request. */
final class SetUpRequired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RawObject inputs;

  /**
   * Creates the end of a request.
   *
   * @param inputs the input requests, by their ids
   */
  SetUpRequired(RawObject inputs) {
    super("the user must connect first", null, false, false);
    this.inputs = inputs;
  }

  /** {@return the response to the request} */
  RpcMessage.Response response(McpCall call, RequestStates states) {
    String state = states.seal(call.caller(), call.request(), new RequestStates.State.SetUp());
    return RpcMessage.Result.of(call.request().id(), InputRequired.of(inputs, state));
  }
}
