package io.keyfold.ledger.exports;

import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.table.RowTable;
import io.keyfold.ledger.usage.Dimension;
import io.keyfold.ledger.usage.UsageGroup;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The columns that rows of {@code GET /usage} and {@code GET /costs} begin with, named like their fields. */
final class GroupColumns {

  private GroupColumns() {}

  static <R> RowTable.Builder<R> of(Function<R, UsageGroup> group) {
    return new RowTable.Builder<R>()
      .add(Column.time("bucket_start"), row -> group.apply(row).start())
      .add(Column.time("bucket_end"), row -> group.apply(row).end())
      .add(Column.text("provider_deployment_id"), row -> group.apply(row).value(Dimension.DEPLOYMENT))
      .add(Column.text("provider_auth_config_id"), row -> group.apply(row).value(Dimension.AUTH_CONFIG))
      .add(Column.integer("credential_version"), row -> group.apply(row).credentialVersion())
      .add(Column.text("tool"), row -> group.apply(row).value(Dimension.TOOL))
      .add(Column.text("session_id"), row -> group.apply(row).value(Dimension.SESSION))
      .add(Column.text("user"), row -> group.apply(row).value(Dimension.USER))
      .add(Column.text("provider_id"), row -> group.apply(row).value(Dimension.PROVIDER))
      .add(Column.text("outcome"), row -> group.apply(row).value(Dimension.OUTCOME))
      .add(Column.json("metadata"), row -> json(group.apply(row).metadata()))
      .add(Column.text("meter"), row -> group.apply(row).meter())
      .add(Column.text("payer"), row -> group.apply(row).payer())
      .add(Column.text("unit"), row -> group.apply(row).unit());
  }

  private static @Nullable String json(@Nullable Map<String, @Nullable String> metadata) {
    return metadata == null ? null : JsonMapper.shared().writeValueAsString(metadata);
  }
}
