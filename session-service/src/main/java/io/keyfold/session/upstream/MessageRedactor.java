package io.keyfold.session.upstream;

import io.keyfold.session.redaction.Redactor;
import io.keyfold.session.redaction.WithheldException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;

/** Removes a credential from the messages of a server. All that is not the credential stays as the server wrote it. */
final class MessageRedactor {

  private final Redactor redactor;

  MessageRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * {@return the message without the credential}
   *
   * @throws ProviderFailure if it contains the credential where it cannot be removed
   */
  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was taken out
  RpcMessage message(RpcMessage message) {
    RawJson json = message.json();
    try {
      RawJson clean = redactor.json(json);
      return clean == json ? message : RpcMessage.of(clean);
    } catch (WithheldException e) {
      throw ProviderFailure.withheld(e.why());
    }
  }

  /** {@return the response without the credential; errors as {@link #message}} */
  RpcMessage.Response response(RpcMessage.Response response) {
    // What is removed is within strings, so the message stays what it is.
    return (RpcMessage.Response) message(response);
  }

  /**
   * {@return the value without the credential}
   *
   * @throws WithheldException if it contains the credential where it cannot be removed
   */
  RawJson value(RawJson value) {
    return redactor.json(value);
  }

  /** {@return whether the text contains the credential} */
  boolean finds(String text) {
    return redactor.finds(text);
  }

  /** {@return the text without the credential} */
  String text(String text) {
    return redactor.text(text);
  }
}
