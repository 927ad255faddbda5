package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokensFold;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code authconfig.tokens} for the view: the state of each grant, and when something is due. */
public final class GrantsView implements RecordFold {

  private final TokensFold grants = new TokensFold();

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    List<Change> changes = new ArrayList<>();
    for (Change change : grants.apply(key, value, state)) {
      TokenState after = change instanceof Change.Put<?> put && put.value() instanceof TokenState next ? next : null;
      changes.addAll(RefreshQueue.moved(before(change, state), after));
      changes.add(change);
    }
    return changes;
  }

  private static @Nullable TokenState before(Change change, State state) {
    Key<?> key = switch (change) {
      case Change.Put<?> put -> put.key();
      case Change.Delete delete -> delete.key();
    };
    return state.find(TokenState.key(key.tenant(), key.id())).orElse(null);
  }
}
