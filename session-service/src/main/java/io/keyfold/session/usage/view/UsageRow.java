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
 * @param sessionId the session, if the acts were within one
 * @param sessionProviderId the session's provider
 * @param tool the tool's key at the provider
 * @param meter what is counted
 * @param payer whose account at the provider was used
 * @param unit unit of the quantity
 * @param amount the counts
 * @param sourceOffset offset of the record of use that this is up to
 */
public record UsageRow(
  Instant bucketStart,
  String deploymentId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String tool,
  String meter,
  String payer,
  String unit,
  Amount amount,
  long sourceOffset
) {
  /**
   * How much, and how it went.
   *
   * @param quantity sum of the quantities
   * @param count acts
   * @param succeeded acts that succeeded
   * @param failed acts that failed
   * @param outcomeUnknown acts without a known end, so far
   */
  public record Amount(BigDecimal quantity, long count, long succeeded, long failed, long outcomeUnknown) {
    /** {@return both together} */
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
