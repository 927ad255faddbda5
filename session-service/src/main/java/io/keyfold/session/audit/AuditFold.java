package io.keyfold.session.audit;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.Event;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds events, including rejections, into audit entries. Only for this service's views, not for the command state,
 * since the entries grow with every event.
 */
public final class AuditFold implements Fold<Event>, RecordFold {

  @Override
  public List<Change> apply(Event event, State state) {
    return entries(event);
  }

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    return entries(value);
  }

  private static List<Change> entries(@Nullable SpecificRecord value) {
    return AuditEntries.of(value)
      .<List<Change>>map(entry -> List.of(new Change.Put<>(entry.key(), entry)))
      .orElse(List.of());
  }
}
