package io.keyfold.platform.log.view;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/viewdigests}, on the management port: whether two instances hold the same, and whether a rebuilt one does.
 * Reads whole stores, so it is there only where {@code KEYFOLD_MANAGEMENT_ENDPOINTS} names it; runs on a thread that may block.
 */
@Endpoint(id = "viewdigests")
public record ViewDigestsEndpoint(ViewStreams views) {
  /** {@return the digest of each view} */
  @ReadOperation
  public Map<String, ViewDigest> digests() {
    return views.digests();
  }
}
