package io.keyfold.session.usage.wiring;

import io.keyfold.platform.completeness.WatermarksView;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.topic.Topics;
import io.keyfold.session.usage.view.CallCountsFold;
import io.keyfold.session.usage.view.ResolutionKeys;
import io.keyfold.session.usage.view.ToolCallsView;
import java.util.ArrayList;
import java.util.List;

/** Defines the views of the usage topics, which the service adds to its own. */
public final class UsageViews {

  /** Name of the view of usage records: tool calls, their numbers, and idempotency keys. */
  public static final String RECORDS = "usage_records";

  /** Name of the view of the spools' watermarks. */
  public static final String WATERMARKS = "usage_watermarks";

  private UsageViews() {}

  /** {@return the view definitions} */
  public static List<ViewDefinition> definitions() {
    return List.of(
      new ViewDefinition(
        RECORDS,
        Topics.USAGE_RECORDS,
        all(new CallCountsFold(), new ToolCallsView(), new ResolutionKeys())
      ),
      new ViewDefinition(WATERMARKS, Topics.USAGE_WATERMARKS, new WatermarksView())
    );
  }

  private static PartitionFold all(PartitionFold... folds) {
    return (partition, key, value, state) -> {
      List<Change> changes = new ArrayList<>();
      for (PartitionFold fold : folds) {
        changes.addAll(fold.apply(partition, key, value, state));
      }
      return changes;
    };
  }
}
