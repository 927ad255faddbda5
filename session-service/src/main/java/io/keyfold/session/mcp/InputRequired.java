package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.util.List;

/** The results of servers without sessions that need input of the client first. */
final class InputRequired {

  private static final String STATE = "requestState";
  private static final String RESPONSES = "inputResponses";
  private static final int MAX_ANSWERS = 16;

  private InputRequired() {}

  /** {@return whether the result is such} */
  static boolean is(RpcMessage.Result result) {
    return result.members().text("resultType").filter("input_required"::equals).isPresent();
  }

  /** {@return a result that asks for these inputs, by their ids} */
  static RawObject of(RawObject inputs, String state) {
    return RawObject.EMPTY.with("resultType", "input_required").with("inputRequests", inputs).with(STATE, state);
  }

  /** {@return ids of the inputs that the request answers, at most {@value #MAX_ANSWERS}} */
  static List<String> answered(RawObject params) {
    return params.object(RESPONSES).members().stream().map(RawObject.Member::name).limit(MAX_ANSWERS).toList();
  }

  /** {@return whether the user refused one of the inputs} */
  static boolean refused(RawObject params) {
    return params
      .object(RESPONSES)
      .members()
      .stream()
      .map(input ->
        input
          .value()
          .object()
          .flatMap(response -> response.text("action"))
          .orElse("accept")
      )
      .anyMatch(action -> !action.equals("accept"));
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
