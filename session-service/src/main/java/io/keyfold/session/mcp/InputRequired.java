package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;

/** The results of servers without sessions that need input of the client first. */
final class InputRequired {

  private static final String STATE = "requestState";
  private static final String RESPONSES = "inputResponses";

  private InputRequired() {}

  /** {@return whether the result is such} */
  static boolean is(RpcMessage.Result result) {
    return result.members().text("resultType").filter("input_required"::equals).isPresent();
  }

  /** {@return the parameters of the request, repeated with the input and the state that the result gave} */
  static RawObject repeated(RawObject params, RawObject result, RawObject inputs) {
    RawObject plain = params.without(STATE).without(RESPONSES);
    RawObject withInputs = inputs.members().isEmpty() ? plain : plain.with(RESPONSES, inputs);
    return result
      .find(STATE)
      .map(state -> withInputs.with(STATE, state))
      .orElse(withInputs);
  }
}
