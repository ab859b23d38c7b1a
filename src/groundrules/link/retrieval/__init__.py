"""Vector indexes: who fills them, who asks them, what embeds for either, what keeps them fresh."""
