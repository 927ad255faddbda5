@NullMarked
package io.keyfold.platform.log.clients;

import org.jspecify.annotations.NullMarked;
