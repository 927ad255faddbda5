package io.keyfold.session.upstream;

import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.credentials.Credential;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Injects a credential into requests as the provider requires. */
final class CredentialInjector {

  private final List<Injection> injections;

  CredentialInjector(List<Injection> injections) {
    this.injections = List.copyOf(injections);
  }

  /**
   * {@return the request with the credential}
   *
   * @throws ProviderFailure if the credential cannot be injected, since the call would be unauthenticated
   */
  ClientRequest inject(ClientRequest request, Credential credential) {
    if (injections.isEmpty()) {
      return request;
    }
    ClientRequest.Builder builder = ClientRequest.from(request);
    URI url = request.url();
    boolean any = false;
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
        case BEARER -> header(builder, HttpHeaders.AUTHORIZATION, "Bearer " + value);
        case HEADER -> header(builder, Objects.requireNonNull(injection.name()), value);
        case QUERY -> url = query(url, Objects.requireNonNull(injection.name()), value);
        case UNKNOWN -> throw ProviderFailure.error(
          "requires the credential in a place that this release does not support"
        );
      }
    }
    if (!any) {
      throw ProviderFailure.error("requires a property that the credential does not have");
    }
    return builder.url(url).build();
  }

  private static void header(ClientRequest.Builder builder, String name, String value) {
    // Netty would reject it as well, with the value in its message.
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
      throw ProviderFailure.error("requires the credential in a header, which cannot contain all of its characters");
    }
    builder.headers(headers -> headers.set(name, value));
  }

  private static URI query(URI url, String name, String value) {
    return UriComponentsBuilder.fromUri(url)
      .replaceQueryParam(UriUtils.encode(name, StandardCharsets.UTF_8), UriUtils.encode(value, StandardCharsets.UTF_8))
      .build(true)
      .toUri();
  }
}
