package io.keyfold.session.rpc;

import java.util.Optional;

/** Tells what kind of message an object is. */
final class RpcParsing {

  private RpcParsing() {}

  static RpcMessage message(RawJson json) {
    RawObject whole = json.object().orElseThrow(() -> new NoRpcMessageException("A message is a JSON object"));
    RawJson id = whole.find("id").orElse(RawJson.NULL);
    Optional<RawJson> method = whole.find("method");
    if (method.isPresent()) {
      return call(whole, id, method.get());
    }
    Optional<RawObject> error = whole.find("error").flatMap(RawJson::object);
    if (error.isPresent()) {
      return new RpcMessage.Fault(whole, id, error.get());
    }
    return whole
      .find("result")
      .<RpcMessage>map(result -> new RpcMessage.Result(whole, id, result))
      .orElseThrow(() -> new NoRpcMessageException("A message has a method, a result or an error"));
  }

  private static RpcMessage call(RawObject whole, RawJson id, RawJson method) {
    String name = method.string().orElseThrow(() -> new NoRpcMessageException("The method is a string"));
    boolean structured = whole
      .find("params")
      .map(params -> params.isObject() || params.isNull())
      .orElse(true);
    if (!structured) {
      throw new NoRpcMessageException("The parameters are an object");
    }
    if (whole.find("id").isEmpty()) {
      return new RpcMessage.Notification(whole, name);
    }
    if (!id.isString() && !id.isInteger()) {
      throw new NoRpcMessageException("The id of a request is a string or an integer");
    }
    return new RpcMessage.Request(whole, id, name);
  }
}
