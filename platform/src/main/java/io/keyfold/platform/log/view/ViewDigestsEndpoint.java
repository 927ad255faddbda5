package io.keyfold.platform.log.view;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/viewdigests} on the management port: compares the views of two instances, or of one before and after
 * a rebuild. Reads whole stores, so it is disabled unless {@code KEYFOLD_MANAGEMENT_ENDPOINTS} contains it. Runs on a
 * thread that may block.
 */
@Endpoint(id = "viewdigests")
public record ViewDigestsEndpoint(ViewStreams views) {
  /** {@return the digest of each view} */
  @ReadOperation
  public Map<String, ViewDigest> digests() {
    return views.digests();
  }
}
