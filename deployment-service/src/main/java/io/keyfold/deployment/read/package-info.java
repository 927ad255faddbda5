/** What the API shows of providers: versions, specifications, auth methods, tools. */
@NullMarked
package io.keyfold.deployment.read;

import org.jspecify.annotations.NullMarked;
