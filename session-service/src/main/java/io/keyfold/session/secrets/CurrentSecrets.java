package io.keyfold.session.secrets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The secrets of a session that can be usable, so that they are found without reading all that it ever had.
 *
 * @param ids ids, oldest first; an expired one stays until the next change
 */
record CurrentSecrets(List<String> ids) {
  private static final Kind<CurrentSecrets> KIND = new Kind<>("current_session_secrets", CurrentSecrets.class);

  CurrentSecrets {
    ids = List.copyOf(ids);
  }

  static Key<CurrentSecrets> key(TenantId tenant, String sessionId) {
    return new Key<>(tenant, KIND, sessionId);
  }

  CurrentSecrets with(String id, Predicate<String> keep) {
    List<String> kept = new ArrayList<>(without(id).ids.stream().filter(keep).toList());
    kept.add(id);
    return new CurrentSecrets(kept);
  }

  CurrentSecrets without(String id) {
    return new CurrentSecrets(
      ids
        .stream()
        .filter(each -> !each.equals(id))
        .toList()
    );
  }
}
