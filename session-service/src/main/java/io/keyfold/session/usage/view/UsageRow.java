package io.keyfold.session.usage.view;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one series in one 15-minute bucket.
 *
 * @param bucketStart start of the bucket
 * @param deploymentId the deployment
 * @param authConfigId the auth config that was used; null if the provider needs none
 * @param credentialVersion version of the credential that was used
 * @param sessionId the session, if the operations belong to one
 * @param sessionProviderId the session's provider
 * @param tool key of the tool at the provider
 * @param user the tenant's user for whom it was done; null: none
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param amount the counts
 * @param sourceOffset offset of the last usage record included
 */
public record UsageRow(
  Instant bucketStart,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String tool,
  @Nullable String user,
  String meter,
  String payer,
  String unit,
  Amount amount,
  long sourceOffset
) {
  /**
   * Quantity and counts by outcome.
   *
   * @param quantity sum of the quantities
   * @param count number of operations
   * @param succeeded operations that succeeded
   * @param failed operations that failed
   * @param outcomeUnknown operations whose outcome is not known yet
   */
  public record Amount(BigDecimal quantity, long count, long succeeded, long failed, long outcomeUnknown) {
    /** {@return the sum of both} */
    public Amount plus(Amount more) {
      return new Amount(
        quantity.add(more.quantity),
        count + more.count,
        succeeded + more.succeeded,
        failed + more.failed,
        outcomeUnknown + more.outcomeUnknown
      );
    }
  }
}
