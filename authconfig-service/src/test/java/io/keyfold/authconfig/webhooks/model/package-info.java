@NullMarked
package io.keyfold.authconfig.webhooks.model;

import org.jspecify.annotations.NullMarked;
