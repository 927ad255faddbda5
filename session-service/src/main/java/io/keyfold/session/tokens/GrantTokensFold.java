package io.keyfold.session.tokens;

import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code authconfig.tokens}. Each record is the whole state of a grant; a tombstone erases it. */
public final class GrantTokensFold implements RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (value == null) {
      int slash = key.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException("a record key without a tenant");
      }
      TenantId tenant = new TenantId(key.substring(0, slash));
      return List.of(new Change.Delete(GrantToken.key(tenant, key.substring(slash + 1))));
    }
    return switch ((TokenEvent) value) {
      case GrantTokens tokens -> changed(tokens, state);
    };
  }

  private static List<Change> changed(GrantTokens event, State state) {
    Key<GrantToken> key = GrantToken.key(new TenantId(event.getMeta().getTenantId()), event.getMeta().getObjectId());
    GrantToken next = GrantToken.of(event);
    if (next == null || state.hasPassed(key, next.version())) {
      return List.of();
    }
    return List.of(new Change.Put<>(key, next));
  }
}
