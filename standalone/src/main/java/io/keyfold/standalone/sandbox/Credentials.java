package io.keyfold.standalone.sandbox;

import io.keyfold.standalone.sandbox.oauth.Access;
import io.keyfold.standalone.sandbox.oauth.AuthorizationServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpHeaders;

/** The credentials that the sandbox accepts: one API key, and the access tokens of its authorization server. */
final class Credentials {

  /** Name of the key or token in a call's context. */
  static final String CREDENTIAL = "credential";
  /** Name of the account in a call's context; absent for the API key. */
  static final String ACCOUNT = "account";

  private static final String BEARER = "Bearer ";

  private final AtomicReference<String> key;
  private final AuthorizationServer authorizationServer;

  Credentials(String key, AuthorizationServer authorizationServer) {
    this.key = new AtomicReference<>(key);
    this.authorizationServer = authorizationServer;
  }

  AuthorizationServer authorizationServer() {
    return authorizationServer;
  }

  void rotate(String next) {
    key.set(next);
  }

  boolean accept(HttpHeaders headers) {
    String presented = headers.getFirst(Sandbox.HEADER);
    return presented == null ? access(headers).isPresent() : equal(key.get(), presented);
  }

  /** {@return the key or token, and the account} */
  Map<String, Object> describe(HttpHeaders headers) {
    String presented = headers.getFirst(Sandbox.HEADER);
    if (presented != null) {
      return Map.of(CREDENTIAL, presented);
    }
    return access(headers)
      .<Map<String, Object>>map(access -> Map.of(CREDENTIAL, token(headers), ACCOUNT, access.account()))
      .orElse(Map.of());
  }

  private Optional<Access> access(HttpHeaders headers) {
    return authorizationServer.access(token(headers));
  }

  private static String token(HttpHeaders headers) {
    String header = headers.getFirst(HttpHeaders.AUTHORIZATION);
    return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
  }

  private static boolean equal(String valid, String presented) {
    return MessageDigest.isEqual(valid.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }
}
