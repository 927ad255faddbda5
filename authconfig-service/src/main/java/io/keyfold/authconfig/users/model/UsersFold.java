package io.keyfold.authconfig.users.model;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.model.AuthConfigRef;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folds which users own which auth configs. An auth config's user never changes, so an index entry stays. */
public final class UsersFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case AuthConfigCreated created -> owned(meta, created.getUser(), state);
      case GrantConnected connected -> owned(meta, connected.getUser(), state);
      case UserErased erased -> erased(meta, erased.getUser(), state);
      default -> List.of();
    };
  }

  private static List<Change> owned(EventMeta meta, @Nullable String user, State state) {
    if (user == null) {
      return List.of();
    }
    TenantId tenant = new TenantId(meta.getTenantId());
    Instant at = meta.getRecordedAt();
    String id = state
      .find(Users.ref(tenant, user))
      .map(Users.UserRef::userId)
      .orElseGet(() -> id(user, at));
    List<Change> changes = new ArrayList<>();
    if (state.find(Users.key(tenant, id)).isEmpty()) {
      changes.add(new Change.Put<>(Users.ref(tenant, user), new Users.UserRef(id)));
      changes.add(new Change.Put<>(Users.key(tenant, id), new TenantUser(id, 0, user, at, at)));
    }
    changes.add(
      new Change.Put<>(Users.credential(tenant, id, meta.getObjectId()), new AuthConfigRef(meta.getObjectId()))
    );
    return changes;
  }

  private static List<Change> erased(EventMeta meta, String user, State state) {
    TenantId tenant = new TenantId(meta.getTenantId());
    return state
      .findBefore(Users.key(tenant, meta.getObjectId()), meta.getVersion())
      .<List<Change>>map(known -> {
        Instant at = meta.getRecordedAt();
        TenantUser next = new TenantUser(known.id(), meta.getVersion(), user, known.createdAt(), at);
        return List.of(new Change.Put<>(Users.key(tenant, known.id()), next));
      })
      .orElse(List.of());
  }

  private static String id(String user, Instant at) {
    return Ids.derived("usr_", at, UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)), 0);
  }
}
