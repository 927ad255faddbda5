package io.keyfold.session.upstream;

import io.keyfold.platform.egress.RetryAfter;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what a response means whose HTTP status is no success. */
final class Refusals {

  private static final int MAX_TEXT = 500;
  private static final Pattern SCOPE = Pattern.compile("\\bscope=\"([^\"]{1,500})\"");
  private static final Pattern INSUFFICIENT = Pattern.compile("\\berror=\"?insufficient_scope\\b");

  private Refusals() {}

  /**
   * {@return the server's JSON-RPC error}
   *
   * @throws PeerChanged if the server no longer knows the session or speaks another version
   * @throws ProviderFailure if there is no JSON-RPC error
   */
  static RpcMessage.Fault fault(HttpRefusal refusal, Peer peer, MessageRedactor redactor, Clock clock) {
    HttpRefusal.Answer answer = refusal.answer();
    if (changed(refusal, peer)) {
      throw new PeerChanged();
    }
    failure(refusal, redactor, clock).ifPresent(failure -> {
      throw failure;
    });
    RpcMessage.Fault fault = answer.fault();
    if (fault == null) {
      throw ProviderFailure.error(status(refusal, redactor));
    }
    return fault;
  }

  /** {@return the failure of a status that says the same in each protocol version} */
  static Optional<ProviderFailure> failure(HttpRefusal refusal, MessageRedactor redactor, Clock clock) {
    HttpRefusal.Answer answer = refusal.answer();
    int status = refusal.status();
    return switch (status) {
      case 401 -> Optional.of(ProviderFailure.refused(status));
      case 403 -> Optional.of(forbidden(answer, redactor));
      case 429 -> Optional.of(
        ProviderFailure.rateLimited(RetryAfter.delay(answer.retryAfter(), clock.instant()).orElse(null))
      );
      default -> status >= 300 && status < 400
        ? Optional.of(ProviderFailure.error("redirects to " + target(answer.location()) + ", which is not followed"))
        : Optional.empty();
    };
  }

  /** {@return the status, with the server's text if there is one} */
  static String status(HttpRefusal refusal, MessageRedactor redactor) {
    String text = redactor.text(refusal.answer().text());
    String first = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    return "responded with HTTP " + refusal.status() + (first.isEmpty() ? "" : ": " + first);
  }

  private static boolean changed(HttpRefusal refusal, Peer peer) {
    RpcMessage.Fault fault = refusal.answer().fault();
    return switch (peer) {
      case Peer.Classic classic -> (classic.hasSession() && lost(refusal)) ||
        (refusal.status() == 400 && fault != null && isModern(fault));
      case Peer.Modern modern -> (refusal.status() == 400 || refusal.status() == 404) &&
        (fault == null || fault.code() == RpcCodes.UNSUPPORTED_VERSION || namesSession(refusal.answer()));
    };
  }

  /** A 404 ends the session, unless it carries an error of the request itself. */
  private static boolean lost(HttpRefusal refusal) {
    RpcMessage.Fault fault = refusal.answer().fault();
    return switch (refusal.status()) {
      case 404 -> fault == null || fault.id().isNull() || namesSession(refusal.answer());
      case 400 -> namesSession(refusal.answer());
      default -> false;
    };
  }

  private static boolean namesSession(HttpRefusal.Answer answer) {
    RpcMessage.Fault fault = answer.fault();
    String text = fault == null ? answer.text() : fault.message().orElse("");
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("session") || lower.contains("not initialized");
  }

  private static boolean isModern(RpcMessage.Fault fault) {
    return (
      fault.code() == RpcCodes.UNSUPPORTED_VERSION ||
      fault.code() == RpcCodes.HEADER_MISMATCH ||
      fault.code() == RpcCodes.MISSING_CAPABILITY ||
      (fault.code() == RpcCodes.INVALID_PARAMS && fault.message().orElse("").contains("_meta"))
    );
  }

  private static ProviderFailure forbidden(HttpRefusal.Answer answer, MessageRedactor redactor) {
    String challenge = answer.challenge();
    if (challenge == null || !INSUFFICIENT.matcher(challenge).find()) {
      return ProviderFailure.refused(403);
    }
    Matcher scope = SCOPE.matcher(challenge);
    return ProviderFailure.insufficientScope(scope.find() ? redactor.text(scope.group(1)) : "");
  }

  /** The target's parameters may carry the credential. */
  private static String target(@Nullable String location) {
    if (location == null) {
      return "nowhere";
    }
    try {
      URI uri = URI.create(location);
      String host = uri.getScheme() == null || uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost();
      return host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + (uri.getRawPath() == null ? "" : uri.getRawPath());
    } catch (IllegalArgumentException e) {
      return "an invalid URL";
    }
  }
}
