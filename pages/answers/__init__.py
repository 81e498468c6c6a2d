"""What the screens say, as frames of codes and numbers: queries joined with analytics. No Streamlit, no words."""
