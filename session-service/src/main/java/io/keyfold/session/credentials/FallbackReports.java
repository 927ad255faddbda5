package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;

/** Receives reports that a provider refused the current version of a credential and accepted the previous one. */
@FunctionalInterface
public interface FallbackReports {
  /** Reports a fallback. Returns at once and never fails; reports that repeat within a short time are dropped. */
  void report(TenantId tenant, String authConfigId, long refusedVersion, long usedVersion);
}
