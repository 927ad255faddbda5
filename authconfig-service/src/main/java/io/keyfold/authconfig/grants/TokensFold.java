package io.keyfold.authconfig.grants;

import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.TokenChange;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code authconfig.tokens}. Each record is the whole state of one grant's tokens. */
public final class TokensFold implements Fold<TokenEvent>, RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (value != null) {
      return apply((TokenEvent) value, state);
    }
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a record key without a tenant");
    }
    return List.of(new Change.Delete(TokenState.key(new TenantId(key.substring(0, slash)), key.substring(slash + 1))));
  }

  @Override
  public List<Change> apply(TokenEvent event, State state) {
    return switch (event) {
      case GrantTokens tokens -> tokens(tokens, state);
    };
  }

  private static List<Change> tokens(GrantTokens event, State state) {
    TokenState next = TokenState.of(event);
    Key<TokenState> key = TokenState.key(next.tenant(), next.id());
    if (state.hasPassed(key, next.version())) {
      return List.of();
    }
    return event.getChange() == TokenChange.ERASED
      ? List.of(new Change.Delete(key))
      : List.of(new Change.Put<>(key, next));
  }
}
