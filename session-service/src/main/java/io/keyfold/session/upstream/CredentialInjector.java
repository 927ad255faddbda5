package io.keyfold.session.upstream;

import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.credentials.Credential;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Injects a credential into requests as the provider requires. */
final class CredentialInjector {

  private final List<Injection> injections;

  CredentialInjector(List<Injection> injections) {
    this.injections = List.copyOf(injections);
  }

  /**
   * A URL and headers with a credential.
   *
   * @param url the URL, byte for byte as the provider gave it but for parameters that carry the credential
   * @param headers headers that carry the credential
   */
  record Injected(String url, Map<String, String> headers) {
    /** Omits the credential. */
    @Override
    public String toString() {
      return "Injected";
    }
  }

  /**
   * {@return the URL and the headers with the credential}
   *
   * @throws ProviderFailure if the credential cannot be injected, since the call would be unauthenticated
   */
  Injected inject(String url, Credential credential) {
    Map<String, String> headers = new LinkedHashMap<>();
    String target = url;
    boolean any = injections.isEmpty();
    for (Injection injection : injections) {
      String value = credential
        .property(injection.property())
        .map(text -> injection.prefix() + text)
        .orElse(null);
      if (value == null) {
        continue;
      }
      any = true;
      switch (injection.place()) {
        case BEARER -> headers.put(HttpHeaderNames.AUTHORIZATION.toString(), headerSafe("Bearer " + value));
        case HEADER -> headers.put(Objects.requireNonNull(injection.name()), headerSafe(value));
        case QUERY -> target = query(target, Objects.requireNonNull(injection.name()), value);
        case UNKNOWN -> throw ProviderFailure.error(
          "requires the credential in a place that this release does not support"
        );
      }
    }
    if (!any) {
      throw ProviderFailure.error("requires a property that the credential does not have");
    }
    return new Injected(target, headers);
  }

  private static String headerSafe(String value) {
    // Netty would reject it as well, with the value in its message.
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
      throw ProviderFailure.error("requires the credential in a header, which cannot contain all of its characters");
    }
    return value;
  }

  /** Replaces the parameter and keeps all other bytes of the URL. */
  private static String query(String url, String name, String value) {
    String parameter =
      UriUtils.encode(name, StandardCharsets.UTF_8) + "=" + UriUtils.encode(value, StandardCharsets.UTF_8);
    int mark = url.indexOf('?');
    if (mark < 0) {
      return url + "?" + parameter;
    }
    String others = Arrays.stream(url.substring(mark + 1).split("&", -1))
      .filter(other -> !isNamed(other, name))
      .collect(Collectors.joining("&"));
    return url.substring(0, mark + 1) + (others.isEmpty() ? "" : others + "&") + parameter;
  }

  private static boolean isNamed(String parameter, String name) {
    int equals = parameter.indexOf('=');
    String raw = equals < 0 ? parameter : parameter.substring(0, equals);
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8).equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
