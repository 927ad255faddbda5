package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a typed credential at its provider, where the catalogue names a cheap call. One call, bounded in time and size,
 * to addresses that the egress policy admits. Thread-safe.
 */
public final class KeyCheck {

  private static final Set<Integer> NOT_ACCEPTED = Set.of(401, 403);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OAuthHttp http;

  /** Checks with this client. */
  public KeyCheck(OAuthHttp http) {
    this.http = http;
  }

  /** The result of a check. */
  public enum Verdict {
    /** The provider accepts the credential, or the catalogue names no call. */
    ACCEPTED,
    /** The provider does not accept it. */
    REFUSED,
    /** The provider did not respond, or its response says nothing. */
    UNKNOWN,
  }

  /** {@return what the provider says; the Mono never fails} */
  public Mono<Verdict> check(KnownMethod method, SubmittedValue value) {
    KnownMethod.Check check = method.check();
    return check == null
      ? Mono.just(Verdict.ACCEPTED)
      : Mono.defer(() -> http.send(call(check, method, value))).map(outcome -> verdict(check, outcome));
  }

  private static HttpCall call(KnownMethod.Check check, KnownMethod method, SubmittedValue value) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", List.of("application/json"));
    UriComponentsBuilder url = UriComponentsBuilder.fromUriString(check.url());
    for (KnownMethod.Injection injection : method.injections()) {
      String text = value.text(injection.property());
      if (text != null) {
        inject(injection, injection.prefix() + text, headers, url);
      }
    }
    URI target = url.build(true).toUri();
    return new HttpCall(HttpCall.Operation.CHECK, check.method(), target, headers, null);
  }

  private static void inject(
    KnownMethod.Injection injection,
    String text,
    Map<String, List<String>> headers,
    UriComponentsBuilder url
  ) {
    switch (injection.place()) {
      case BEARER -> headers.put("Authorization", List.of("Bearer " + text));
      case HEADER -> headers.put(named(injection), List.of(text));
      case QUERY -> url.replaceQueryParam(encoded(named(injection)), encoded(text));
      // A place of a newer release: the call is made without it, and the provider decides.
      case UNKNOWN -> {
      }
    }
  }

  private static Verdict verdict(KnownMethod.Check check, HttpOutcome outcome) {
    if (!(outcome instanceof HttpOutcome.Answer answer)) {
      return Verdict.UNKNOWN;
    }
    if (NOT_ACCEPTED.contains(answer.status())) {
      return Verdict.REFUSED;
    }
    if (answer.status() != check.expectedStatus()) {
      return Verdict.UNKNOWN;
    }
    String pointer = check.okPointer();
    Boolean ok = pointer == null ? Boolean.TRUE : flag(answer.body(), pointer);
    return ok == null ? Verdict.UNKNOWN : ok ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  private static @Nullable Boolean flag(byte[] body, String pointer) {
    try {
      var node = JSON.readTree(body).at(pointer);
      return node.isBoolean() ? node.booleanValue() : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  private static String named(KnownMethod.Injection injection) {
    return Objects.requireNonNull(injection.name(), "only a bearer token has no name");
  }

  private static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
