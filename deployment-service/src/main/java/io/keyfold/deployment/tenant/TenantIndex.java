package io.keyfold.deployment.tenant;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.State;
import java.util.List;

/** Index of all tenants under the platform tenant, for the operator. The tenant itself is stored under its own id. */
public final class TenantIndex implements Fold<DeploymentEvent> {

  private static final Kind<Tenant> INDEX = new Kind<>("tenant_index", Tenant.class);

  /** {@return the state kind, for scans of the platform's range} */
  static Kind<Tenant> kind() {
    return INDEX;
  }

  @Override
  public List<Change> apply(DeploymentEvent event, State state) {
    if (!(event instanceof TenantCreated created)) {
      return List.of();
    }
    String id = created.getMeta().getTenantId();
    Key<Tenant> key = new Key<>(TenantId.PLATFORM, INDEX, id);
    Tenant tenant = new Tenant(
      id,
      created.getName(),
      created.getMeta().getVersion(),
      created.getMeta().getRecordedAt()
    );
    return state.find(key).isPresent() ? List.of() : List.of(new Change.Put<>(key, tenant));
  }
}
