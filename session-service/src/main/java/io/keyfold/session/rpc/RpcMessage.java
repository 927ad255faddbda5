package io.keyfold.session.rpc;

import java.util.List;
import java.util.Optional;

/**
 * A JSON-RPC 2.0 message. Members that no accessor names are kept as well, so that a relay passes them on.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
public sealed interface RpcMessage {
  /** {@return all members} */
  RawObject whole();

  /** {@return the message as JSON} */
  default RawJson json() {
    return whole().json();
  }

  /** A message with a method. */
  sealed interface Call extends RpcMessage {
    /** {@return the method} */
    String method();

    /** {@return the parameters; empty if there are none} */
    default RawObject params() {
      return whole().object("params");
    }
  }

  /**
   * A call that expects a response.
   *
   * @param id its id: a string or a number
   */
  record Request(RawObject whole, RawJson id, String method) implements Call {
    /** {@return a request} */
    public static Request of(RawJson id, String method, RawObject params) {
      RawObject whole = envelope().with("id", id).with("method", method).with("params", params);
      return new Request(whole, id, method);
    }

    /** {@return the request under another id} */
    public Request withId(RawJson other) {
      return new Request(whole.with("id", other), other, method);
    }

    /** {@return the request with other parameters} */
    public Request withParams(RawObject params) {
      return new Request(whole.with("params", params), id, method);
    }
  }

  /** A call that expects no response. */
  record Notification(RawObject whole, String method) implements Call {
    /** {@return a notification} */
    public static Notification of(String method, RawObject params) {
      return new Notification(envelope().with("method", method).with("params", params), method);
    }

    /** {@return the notification with other parameters} */
    public Notification withParams(RawObject params) {
      return new Notification(whole.with("params", params), method);
    }
  }

  /** A response to a request. */
  sealed interface Response extends RpcMessage {
    /** {@return id of the request; {@code null} as JSON if the sender could not read it} */
    RawJson id();

    /** {@return the response under another id} */
    Response withId(RawJson other);
  }

  /**
   * A successful response.
   *
   * @param id id of the request
   * @param result the result, usually an object
   */
  record Result(RawObject whole, RawJson id, RawJson result) implements Response {
    /** {@return a successful response} */
    public static Result of(RawJson id, RawJson result) {
      return new Result(envelope().with("id", id).with("result", result), id, result);
    }

    /** {@return a successful response} */
    public static Result of(RawJson id, RawObject result) {
      return of(id, result.json());
    }

    @Override
    public Result withId(RawJson other) {
      return new Result(whole.with("id", other), other, result);
    }

    /** {@return the response with another result} */
    public Result withResult(RawObject other) {
      RawJson json = other.json();
      return new Result(whole.with("result", json), id, json);
    }

    /** {@return the members of the result; empty if it is no object} */
    public RawObject members() {
      return result.object().orElse(RawObject.EMPTY);
    }
  }

  /**
   * An error response.
   *
   * @param id id of the request
   * @param error the error object
   */
  record Fault(RawObject whole, RawJson id, RawObject error) implements Response {
    /** {@return an error response} */
    public static Fault of(RawJson id, long code, String message) {
      return of(id, RawObject.EMPTY.with("code", RawJson.number(code)).with("message", message));
    }

    /** {@return an error response} */
    public static Fault of(RawJson id, RawObject error) {
      return new Fault(envelope().with("id", id).with("error", error), id, error);
    }

    @Override
    public Fault withId(RawJson other) {
      return new Fault(whole.with("id", other), other, error);
    }

    /** {@return the error code; {@code -32603} if it has none that is valid} */
    public long code() {
      return error.find("code").flatMap(RawJson::integer).orElse(RpcCodes.INTERNAL_ERROR);
    }

    /** {@return the message, if there is one} */
    public Optional<String> message() {
      return error.text("message").filter(text -> !text.isBlank());
    }
  }

  private static RawObject envelope() {
    return RawObject.EMPTY.with("jsonrpc", "2.0");
  }

  /**
   * {@return the message that the JSON is}
   *
   * <p>Lenient where senders are known to deviate without a doubt about what they mean: a response may lack
   * {@code jsonrpc} or have an {@code error} of {@code null} beside its result.
   *
   * @throws NoRpcMessageException if it is none
   */
  static RpcMessage of(RawJson json) {
    return RpcParsing.message(json);
  }

  /** {@return the message, or the messages of a batch, which MCP 2025-03-26 allows} */
  static List<RpcMessage> allOf(RawJson json) {
    return json.isArray() ? json.elements().stream().map(RpcMessage::of).toList() : List.of(of(json));
  }
}
