package io.keyfold.session.testing;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** A spool in memory, which can be full, and the tool calls that are in it. */
public final class MemorySpool implements UsageSpool, ToolCallLog {

  private final List<UsageEvent> records = new ArrayList<>();
  private boolean full;

  /** {@return what was written down, in order} */
  public List<UsageEvent> records() {
    return List.copyOf(records);
  }

  /** From now on nothing more fits. */
  public void fill() {
    full = true;
  }

  @Override
  public Mono<Void> append(UsageEvent record) {
    return Mono.defer(() -> {
      if (full) {
        return Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "The usage spool is full"));
      }
      records.add(record);
      return Mono.empty();
    });
  }

  @Override
  public Optional<Entry> find(TenantId tenant, String id) {
    return entries(tenant)
      .stream()
      .filter(entry -> entry.id().equals(id))
      .findFirst();
  }

  @Override
  public void scan(TenantId tenant, String after, String before, boolean descending, Predicate<Entry> visitor) {
    List<Entry> entries = descending ? entries(tenant).reversed() : entries(tenant);
    for (Entry entry : entries) {
      boolean within =
        (after.isEmpty() || entry.id().compareTo(after) > 0) && (before.isEmpty() || entry.id().compareTo(before) < 0);
      if (within && !visitor.test(entry)) {
        return;
      }
    }
  }

  private List<Entry> entries(TenantId tenant) {
    List<Entry> entries = new ArrayList<>();
    for (UsageEvent event : records) {
      if (event instanceof UsageRecorded recorded && recorded.getTenantId().equals(tenant.value())) {
        entries.add(entry(recorded));
      }
    }
    return entries;
  }

  private Entry entry(UsageRecorded recorded) {
    UsageCompleted end = records
      .stream()
      .filter(UsageCompleted.class::isInstance)
      .map(UsageCompleted.class::cast)
      .filter(completed -> completed.getRecordId().equals(recorded.getRecordId()))
      .findFirst()
      .orElse(null);
    return new Entry(
      recorded.getRecordId().replaceFirst("/.*", ""),
      recorded.getOccurredAt(),
      recorded.getProviderId(),
      recorded.getProviderDeploymentId(),
      recorded.getAuthConfigId(),
      Objects.requireNonNull(recorded.getSessionId()),
      Objects.requireNonNull(recorded.getSessionProviderId()),
      Objects.requireNonNull(recorded.getTool()),
      end == null ? "UNKNOWN" : end.getOutcome().name(),
      end == null ? null : end.getErrorCode()
    );
  }
}
