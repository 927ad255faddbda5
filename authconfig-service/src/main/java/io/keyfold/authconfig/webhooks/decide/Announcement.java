package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event means to a tenant's servers.
 *
 * @param type its type
 * @param data the content: values that JSON has, and no secret
 */
record Announcement(WebhookEventType type, Map<String, @Nullable Object> data) {}
