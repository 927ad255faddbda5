package io.keyfold.platform.web;

import org.springframework.http.ResponseEntity;

/** Answers with one object. */
public final class VersionedResponse {

  private VersionedResponse() {}

  /**
   * {@return 200 with the object and its ETag; on a GET that carries a matching If-None-Match, WebFlux turns it into 304}
   *
   * @param version the object's version
   * @param body what the wire shows
   */
  public static <B> ResponseEntity<B> ok(long version, B body) {
    return ResponseEntity.ok().eTag(EntityTag.of(version)).body(body);
  }
}
