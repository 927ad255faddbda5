package com.example.billing;

import io.keyfold.usage.Payer;

/** Keyfold's own values. */
final class KeyfoldValues {

  private KeyfoldValues() {}

  /** {@return the value of the total} */
  static io.keyfold.usage.UsageTotal of(UsageTotal total) {
    return io.keyfold.usage.UsageTotal.newBuilder()
      .setBucketStart(total.bucketStart())
      .setTenantId(total.tenantId())
      .setProviderId(total.providerId())
      .setProviderDeploymentId(total.deploymentId())
      .setAuthConfigId(total.authConfigId())
      .setCredentialVersion(total.credentialVersion())
      .setTool(total.tool())
      .setUser(total.user())
      .setMeter(total.meter())
      .setPayer(Payer.valueOf(total.payer()))
      .setUnit(total.unit())
      .setQuantity(total.quantity())
      .setCount(total.count())
      .setSucceeded(total.succeeded())
      .setFailed(total.failed())
      .setOutcomeUnknown(total.outcomeUnknown())
      .setSourcePartition(total.sourcePartition())
      .setSourceOffset(total.sourceOffset())
      .setUpdatedAt(total.updatedAt())
      .build();
  }
}
