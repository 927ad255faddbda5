package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;

/**
 * Index from a deployment to the active auth configs bound to it that belong to no user, in the order of their creation.
 *
 * @param authConfigId the auth config
 */
public record Binding(String authConfigId) {
  private static final Kind<Binding> KIND = new Kind<>("binding", Binding.class);

  static Key<Binding> key(TenantId tenant, String deploymentId, String authConfigId) {
    return new Key<>(tenant, KIND, deploymentId + "/" + authConfigId);
  }

  /** {@return the bindings of a deployment, newest auth config first} */
  public static Scan<Binding> of(TenantId tenant, String deploymentId) {
    return new Scan<>(tenant, KIND, deploymentId + "/", "", "", true);
  }
}
