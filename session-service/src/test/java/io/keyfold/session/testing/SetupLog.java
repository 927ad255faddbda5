package io.keyfold.session.testing;

import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Command;
import io.keyfold.session.setups.PendingSetupsFold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Setup sessions as authconfig-service decides them: one per id, folded before the command completes. Thread-safe. */
public final class SetupLog implements CommandLog {

  private final MapView view;
  private final Set<String> ids = new HashSet<>();
  private final List<CreateSetupSession> accepted = new ArrayList<>();
  private final List<SetupSessionCreated> created = new ArrayList<>();
  private int rejected;

  /** Creates a log whose events are folded into the view. */
  public SetupLog(MapView view) {
    this.view = view;
  }

  /** {@return the accepted commands} */
  public synchronized List<CreateSetupSession> accepted() {
    return List.copyOf(accepted);
  }

  /** {@return the events of the accepted commands} */
  public synchronized List<SetupSessionCreated> created() {
    return List.copyOf(created);
  }

  /** {@return the number of rejected commands} */
  public synchronized int rejected() {
    return rejected;
  }

  /** The setup session ends. */
  public synchronized void ended(String id) {
    view.apply(new PendingSetupsFold(), List.of(SetupSessionArchived.newBuilder().setMeta(Events.meta(id, 2)).build()));
  }

  /** The setup session gets another user. */
  public synchronized void moved(String id, String user) {
    view.apply(
      new PendingSetupsFold(),
      List.of(SetupSessionUpdated.newBuilder().setMeta(Events.meta(id, 2)).setUser(user).build())
    );
  }

  @Override
  public Mono<Committed> append(Command command) {
    return Mono.defer(() -> decided((CreateSetupSession) command));
  }

  private synchronized Mono<Committed> decided(CreateSetupSession create) {
    String id = create.getMeta().getObjectId();
    if (!ids.add(id)) {
      rejected++;
      return Mono.error(ApiException.of(ErrorCode.CONFLICT, "A setup session with this id already exists"));
    }
    accepted.add(create);
    SetupSessionCreated event = SetupSessionCreated.newBuilder()
      .setMeta(Events.meta(new TenantId(create.getMeta().getTenantId()), id, 1))
      .setSessionType(create.getSessionType())
      .setConfigId(create.getConfigId())
      .setProviderId(create.getProviderId())
      .setProviderDeploymentId(create.getProviderDeploymentId())
      .setAuthConfigId(create.getAuthConfigId())
      .setReconnect(create.getReconnect())
      .setUser(create.getUser())
      .setLabel(create.getLabel())
      .setExpiresAt(create.getExpiresAt())
      .build();
    created.add(event);
    view.apply(new PendingSetupsFold(), List.of(event));
    return Mono.just(new Committed(id, false));
  }
}
