@NullMarked
package io.keyfold.session.usage.query;

import org.jspecify.annotations.NullMarked;
