package io.keyfold.platform.web;

import org.springframework.http.ResponseEntity;

/** Creates responses with one object. */
public final class VersionedResponse {

  private VersionedResponse() {}

  /**
   * {@return 200 with the object and its ETag; WebFlux converts it to 304 for a GET with a matching If-None-Match}
   *
   * @param version the object's version
   * @param body the object's JSON form
   */
  public static <B> ResponseEntity<B> ok(long version, B body) {
    return ResponseEntity.ok().eTag(EntityTag.of(version)).body(body);
  }

  /**
   * {@return 202 with the object and its ETag, for work that continues after the response}
   *
   * @param version the object's version
   * @param body the object's JSON form
   */
  public static <B> ResponseEntity<B> accepted(long version, B body) {
    return ResponseEntity.accepted().eTag(EntityTag.of(version)).body(body);
  }
}
