"""Who is who: people, links, posts, routes."""
